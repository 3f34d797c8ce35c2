"""The door to guides for other slices."""

from samspill.guides.frame_views import find_reader, frame_for

__all__ = ["find_reader", "frame_for"]
