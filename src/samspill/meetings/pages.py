"""What a room needs to come in: the code, the address, and both as a QR code."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from samspill.foundation.ui.qr import qr_code


def join_sign(request: HttpRequest, code: str, room: str) -> dict[str, object]:
    """Return the six figures, where they are typed, and the long address as a QR code."""
    base = settings.SAMSPILL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    address = base + reverse("participation:come_in", args=[room]) if room else base
    return {
        "code": code,
        "room": room,
        "code_spaced": f"{code[:3]} {code[3:]}",
        "address": base.split("://", 1)[1],
        "qr": qr_code(address),
    }
