"""Readings: what may be shown of answers, made, compared, worded and stored as shown.

The one door for numbers.
"""
