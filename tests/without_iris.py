"""Loaded before all else by ``python course.py test``: no test has texts checked to be IRIs.

nbval reads notebooks with jsonschema, which could check IRIs (web addresses in any script) by
`rfc3987_syntax`. That builds its grammar anew in every process, for 1.5 seconds; notebooks hold
nothing that is checked so. Where the package is missing, jsonschema goes without.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # None: an import finds nothing
