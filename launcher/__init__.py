"""What ``course.py`` does, with the standard library alone: set up, then lab, test or build."""
