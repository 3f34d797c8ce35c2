"""The door to cases for other slices."""

from samspill.cases.places import ArenasPlace

__all__ = ["ArenasPlace"]
