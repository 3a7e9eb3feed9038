"""The course as a site: lessons as pages of their stored outputs, alive where they need no kernel."""
