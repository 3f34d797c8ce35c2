"""The door to cases for other slices."""

from samspill.cases.places import ArenasPlace, SituationsPlace

__all__ = ["ArenasPlace", "SituationsPlace"]
