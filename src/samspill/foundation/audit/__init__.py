"""Audit: one entry for every write that a person with an account makes."""
