"""What other pages show of trials. The site puts it where it belongs."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest


def collaboration_panel(_request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    """Lead from a collaboration to its trials."""
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel is wired to one kind of page)
    return "trials/panel.html", {"collaboration": thing}
