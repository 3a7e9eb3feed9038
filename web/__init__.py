"""The course as a site: every lesson as a page of its stored outputs, with what needs no kernel alive."""
