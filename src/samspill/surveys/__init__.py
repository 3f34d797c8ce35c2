"""Surveys: rounds are opened, answered, closed and read."""
