"""The conformance kit: named checks of a whole plugin, for pytest and for the command line.

A check is a plain function from a subject, the plugin, to findings: sentences that say what
is wrong, where, and how to mend it. `checks.py` lists them all.
"""
