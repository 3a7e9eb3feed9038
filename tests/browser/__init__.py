"""The lessons in a real JupyterLab in headless Chromium."""
