"""Where slices meet that must not know each other: panels, and the worker's duties."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from samspill.action_plans import public as action_plans
from samspill.collaborations import public as collaborations
from samspill.exports import public as exports
from samspill.foundation.jobs import public as jobs
from samspill.foundation.ui import panels
from samspill.imports import public as imports
from samspill.surveys import public as surveys


def wire() -> None:
    """Connect the slices. Called once, when Django is ready."""
    panels.register("collaboration", surveys.rounds_panel)
    panels.register("collaboration", imports.imports_panel)
    panels.register("collaboration", action_plans.collaboration_panel)
    panels.register("round", action_plans.round_panel)
    panels.register_open("before answering", action_plans.before_answering_panel)
    panels.register("reading", action_plans.reading_panel)
    panels.register("below a reading", exports.export_panel)
    panels.register_open("history of a promise", exports.history_panel)
    panels.register("reading on paper", action_plans.paper_panel)
    jobs.register("delete answers", surveys.delete_answers_due, every=timedelta(hours=1))
    jobs.register("destroy traces", surveys.destroy_traces_due, every=timedelta(seconds=5))
    jobs.register(
        imports.DUTY,
        imports.read_files_due,
        every=timedelta(seconds=30),
        lease=timedelta(minutes=4),
    )
    jobs.register(exports.DUTY, exports.make_exports_due, every=timedelta(minutes=5))
    jobs.register("forget removed", collaborations.forget_removed, every=timedelta(hours=6))
    jobs.register("forget old log-ins", SessionStore.clear_expired, every=timedelta(days=1))
