"""What a room needs to come in: the code, the address, and both as a QR code."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from samspill.foundation.ui.qr import qr_code
from samspill.participation.public import (
    IssuedLink,
    JoinCode,
    is_sign,
    is_sign_on_paper,
    sign_now,
    sign_on_paper,
)
from samspill.surveys.access import SurveyRound
from samspill.surveys.rehearsals import is_out_of_reach


@dataclass(frozen=True)
class RoomSign:
    """The two figures that let people in, and whether they stand on paper or change."""

    figures: str
    is_on_paper: bool


def join_sign(request: HttpRequest, survey_round: SurveyRound) -> dict[str, object]:
    """Return the code, the sign beside it, and the address that phones in the room can reach.

    Those who point their camera get the sign with the address, and type nothing.
    """
    code = code_of(survey_round)
    base = settings.SAMSPILL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    join_url = base + reverse("participation:come_in", args=[address_of(survey_round)])
    sign = room_sign(survey_round)
    return {
        "code": code,
        "code_spaced": f"{code[:3]} {code[3:]}",
        "address": base.split("://", 1)[1],
        "is_out_of_reach": is_out_of_reach(base.split("://", 1)[1]),
        "join_url": join_url,
        "sign": sign,
        "qr": qr_code(f"{join_url}?sign={sign.figures}" if sign else join_url),
    }


def room_sign(survey_round: SurveyRound) -> RoomSign | None:
    """Return the sign that whoever comes in by the code must show just now, if any."""
    if survey_round.is_open_table or survey_round.way_in == SurveyRound.WayIn.LINK:
        return None
    of = str(survey_round.pk)
    if survey_round.sign == SurveyRound.Sign.SCREEN:
        return RoomSign(sign_now(of), is_on_paper=False)
    if survey_round.sign == SurveyRound.Sign.PAPER:
        return RoomSign(sign_on_paper(of), is_on_paper=True)
    return None


def is_room_sign(survey_round: SurveyRound, typed: str) -> bool:
    """Return whether these two figures let somebody in just now."""
    sign = room_sign(survey_round)
    if sign is None:
        return True
    of = str(survey_round.pk)
    return is_sign_on_paper(of, typed) if sign.is_on_paper else is_sign(of, typed)


def table_sign(survey_round: SurveyRound, number: int) -> str:
    """Return the sign of one table, which lies on it on paper."""
    return sign_on_paper(f"{survey_round.pk} table {number}")


def is_table_sign(survey_round: SurveyRound, number: int, typed: str) -> bool:
    return is_sign_on_paper(f"{survey_round.pk} table {number}", typed)


def personal_sign(
    request: HttpRequest, survey_round: SurveyRound, issued: IssuedLink
) -> dict[str, object]:
    """Return a personal link with its QR code, to be printed or sent to the one it is for."""
    base = settings.SAMSPILL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    path = reverse("participation:come_in", args=[address_of(survey_round)])
    url = f"{base}{path}?link={issued.token}"
    return {"name": issued.name, "url": url, "qr": qr_code(url)}


def joined(survey_round: SurveyRound) -> JoinCode:
    """Return the code that a round has, once it has been open."""
    if survey_round.join_code is None:
        message = "a round that has never been open has no code"
        raise ValueError(message)
    return survey_round.join_code


def code_of(survey_round: SurveyRound) -> str:
    """Return the six figures that are typed."""
    return joined(survey_round).code


def address_of(survey_round: SurveyRound) -> str:
    """Return the part of the address under which all of a round's open pages lie."""
    return joined(survey_round).address


def promise_address(survey_round: SurveyRound) -> str:
    """Return the address under which everybody can read the promise; empty when it has ended."""
    join_code = survey_round.join_code
    if join_code is None or not join_code.opens(join_code.address, timezone.now()):
        return ""
    return join_code.address
