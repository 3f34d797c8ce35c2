"""The demo's rules of contact: half a page that an invented council and its leaders have made."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from samspill.anchoring.public import AgreedPoint, AgreedRules, write_contact_rules
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor

AGREED = AgreedRules(
    made_by="Regionrådet og kommunedirektørene",
    points=(
        AgreedPoint(
            key="AV1",
            text="Medlemmer kan ringe ledere om fakta og framdrift. Saksbehandlere nås gjennom"
            " lederen sin.",
        ),
        AgreedPoint(
            key="AV3",
            text="Gjelder det en sak på vei, får hele organet svaret innen to virkedager.",
        ),
        AgreedPoint(
            key="AV4",
            text="Et ønske i gangen noteres og vises til organet. Saken endres ikke av det.",
        ),
        AgreedPoint(
            key="AV11",
            text="En prat mellom de to det gjelder først. Aldri offentlig først.",
        ),
        AgreedPoint(key="AV12", text="Ses over etter hvert valg, og en gang midt i perioden."),
    ),
)


def add_contact_rules(council: Collaboration, *, by: Actor) -> None:
    """Write down what was agreed some weeks ago."""
    agreed_on = timezone.localdate() - timedelta(days=40)
    write_contact_rules(council, AGREED, valid_from=agreed_on, by=by)
