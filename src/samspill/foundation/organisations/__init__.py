"""Organisations: whose data it is, and the role a person has there."""
