"""Imports: answers that were given elsewhere, from a file to a round.

The worker reads the file in a process of its own (`reader`), which knows no framework.
"""
