"""A step that a leader has put in: their own words, in the language they were written in."""

from __future__ import annotations

import uuid

from samspill.toolbox.languages import REQUIRED
from samspill.toolbox.run_sheet_content import Dark, Speaker, StepContent, StepKind, Trust
from samspill.toolbox.run_sheets import run_sheet_words


def own_step(
    title: str, say: str, minutes: int, kind: StepKind = StepKind.TABLE_TALK
) -> StepContent:
    """Return a step in which people talk and nothing is written; without an agenda it is dark."""
    words = run_sheet_words().kinds[kind]
    everywhere = dict.fromkeys(REQUIRED, title)
    said = dict.fromkeys(REQUIRED, tuple(line for line in say.splitlines() if line.strip()))
    return StepContent(
        key=f"own_{uuid.uuid4().hex[:8]}",
        kind=kind,
        minutes=minutes,
        shortest=1,
        room_minutes=0,
        speaker=Speaker.LEADER,
        title=everywhere,
        say=said,
        watch_for=dict.fromkeys(REQUIRED, ""),
        if_stuck=dict.fromkeys(REQUIRED, ""),
        late=words.late,
        no_phone=words.no_phone,
        written=words.written,
        wall_question=everywhere,
        phone_lines=words.phone_lines,
        uses=Dark() if kind is StepKind.INFORMAL else None,
        lets_show={Trust.GOODWILL: dict.fromkeys(REQUIRED, "")},
    )
