"""The door to trials for other slices."""

from samspill.trials.panels import collaboration_panel

__all__ = ["collaboration_panel"]
