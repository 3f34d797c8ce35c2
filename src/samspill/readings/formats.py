"""Reading what has been stored, in whatever format it was stored; and storing it in the newest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from samspill.readings.first_format import FirstReading
from samspill.readings.reading import Reading

Kind = TypeVar("Kind", bound=msgspec.Struct)

FORMAT = 2


class StoredReadingError(ValueError):
    """What is stored is no reading; the message names the place and the fault."""


def read_stored(content: Mapping[str, object]) -> Reading:
    """Return what a release has stored, lifted to the newest format.

    Raises
    ------
    StoredReadingError
        The format is not known, or something is missing, unknown or of another kind.
    """
    if "format" not in content:
        return _decode(content, FirstReading).lifted()
    if content["format"] != FORMAT:
        message = f"the format is {content['format']!r}; this version reads 1 and {FORMAT}"
        raise StoredReadingError(message)
    return _decode(content, Reading)


def as_stored(reading: Reading) -> Mapping[str, object]:
    """Return what a release stores: what JSON has, and nothing else."""
    content: Mapping[str, object] = msgspec.to_builtins(reading)
    return content


def _decode(content: Mapping[str, object], kind: type[Kind]) -> Kind:
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as fault:
        message = f"the stored reading does not fit its format: {fault}"
        raise StoredReadingError(message) from None
