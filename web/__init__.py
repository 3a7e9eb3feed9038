"""The course as a site: lessons with their stored outputs, alive where no kernel is needed."""
