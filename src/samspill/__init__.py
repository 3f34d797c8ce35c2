"""Samspill: ask, read, talk, agree and ask again, for people who must cooperate."""

__version__ = "0.1.0"
