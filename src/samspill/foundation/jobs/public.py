"""The door to background work for other slices."""

from samspill.foundation.jobs.worker import (
    JobState,
    job_states,
    keep_promises,
    run_until,
    wake,
)

__all__ = ["JobState", "job_states", "keep_promises", "run_until", "wake"]
