"""The door to background work for other slices."""

from samspill.foundation.jobs.worker import (
    JobState,
    do_all,
    job_states,
    register,
    run_until,
    wake,
)

__all__ = ["JobState", "do_all", "job_states", "register", "run_until", "wake"]
