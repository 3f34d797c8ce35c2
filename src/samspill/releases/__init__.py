"""Releases: what has been shown, as it was shown. The one door for numbers."""
