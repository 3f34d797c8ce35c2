"""Anchoring: what politics and administration have agreed, and stand by over elections."""
