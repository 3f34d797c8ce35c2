"""What a room needs to come in: the code, the address, and both as a QR code."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from samspill.foundation.ui.qr import qr_code
from samspill.participation.public import IssuedLink, JoinCode
from samspill.surveys.access import SurveyRound


def join_sign(request: HttpRequest, survey_round: SurveyRound) -> dict[str, object]:
    """Return the code, and the address that phones in the room can reach."""
    code = code_of(survey_round)
    base = settings.SAMSPILL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    join_url = base + reverse("participation:come_in", args=[code])
    return {
        "code": code,
        "code_spaced": f"{code[:3]} {code[3:]}",
        "address": base.split("://", 1)[1],
        "join_url": join_url,
        "qr": qr_code(join_url),
    }


def personal_sign(
    request: HttpRequest, survey_round: SurveyRound, issued: IssuedLink
) -> dict[str, object]:
    """Return a personal link with its QR code, to be printed or sent to the one it is for."""
    url = f"{join_sign(request, survey_round)['join_url']}?link={issued.token}"
    return {"name": issued.name, "url": url, "qr": qr_code(url)}


def joined(survey_round: SurveyRound) -> JoinCode:
    """Return the code that a round has, once it has been open."""
    if survey_round.join_code is None:
        message = "a round that has never been open has no code"
        raise ValueError(message)
    return survey_round.join_code


def code_of(survey_round: SurveyRound) -> str:
    return joined(survey_round).code


def address_of(survey_round: SurveyRound) -> str:
    """Return the part of the address under which all of a round's open pages lie."""
    return joined(survey_round).code
