"""Collaborations: who works together, for what, and with which partners."""
