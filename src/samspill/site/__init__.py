"""Site: settings, root urls, start-up, command line and panels.

The only place that sees every slice.
"""
