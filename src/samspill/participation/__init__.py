"""Participation: how people come in. Knows codes and admissions, never answers."""
