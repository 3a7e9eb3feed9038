"""JupyterLab at lesson 00, for ``course.py`` and for the installed command ``lstm-course``.

The standard library alone: ``course.py`` uses this before anything is installed.
"""
