"""Site: settings, root urls, start-up, command line, start page, and what slices declare.

The only place that sees every slice.
"""
