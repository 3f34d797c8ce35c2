"""The door to privacy for other slices."""

from samspill.foundation.privacy.traces import destroy_traces

__all__ = ["destroy_traces"]
