"""The door to background work for other slices."""

from samspill.foundation.jobs.worker import register, run_until, wake

__all__ = ["register", "run_until", "wake"]
