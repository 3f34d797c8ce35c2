"""Two or three initiatives side by side.

What is alike and what differs is said of keys alone: of purpose, relation, sector, means and frame,
where the texts bear them. Findings stand side by side, and nothing is said of them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.register.facts_shown import ShownFact, country_name, show_facts, sure_of
from samspill.register.records_shown import RecordLine, frame_key, keys_of, line_of
from samspill.toolbox.reform.loading import Known, what_is_known
from samspill.toolbox.reform.records import Initiative

FEWEST, MOST = 2, 3


class ComparisonError(ValueError):
    """The records cannot be compared; the message is a sentence for the reader."""


@dataclass(frozen=True)
class Cell:
    """What one initiative has in a row; the row says what is shown where it has nothing."""

    facts: tuple[ShownFact, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class ComparedRow:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    records: tuple[RecordLine, ...]
    alike: tuple[str, ...]
    different: tuple[str, ...]
    rows: tuple[ComparedRow, ...]


def compare(keys: Sequence[str], language: str) -> Comparison:
    """Lay initiatives side by side, in the order in which they were chosen.

    Raises `ComparisonError` where there are too few or too many, or one of them is none.
    """
    known, wanted = what_is_known(language), tuple(dict.fromkeys(keys))
    missing = [key for key in wanted if key not in known.initiatives]
    if missing:
        message = _("There is no record called “%(key)s”. Choose from the list.")
        raise ComparisonError(message % {"key": missing[0][:60]})
    if len(wanted) < FEWEST:
        raise ComparisonError(
            _("Choose two or three records: one alone has nothing to stand beside.")
        )
    if len(wanted) > MOST:
        raise ComparisonError(_("Choose at most three records: more do not fit side by side."))
    chosen = [known.initiatives[key] for key in wanted]
    return Comparison(
        records=tuple(line_of(each, language) for each in chosen),
        alike=tuple(_alike(known, chosen)),
        different=tuple(_different(known, chosen)),
        rows=tuple(_rows(known, chosen, language)),
    )


def _alike(known: Known, chosen: Sequence[Initiative]) -> Iterator[str]:
    """Say which keys all of them bear."""
    for kind, sentence in (
        ("purpose", _("purpose: %(names)s")),
        ("relation", _("trust between: %(names)s")),
        ("sector", _("sector: %(names)s")),
        ("means", _("means: %(names)s")),
        ("frame", _("frame: %(names)s")),
    ):
        held = [_keys(each, kind) for each in chosen]
        shared = [key for key in held[0] if all(key in keys for keys in held[1:])]
        if shared:
            yield sentence % {"names": _names(known, kind, shared)}


def _different(known: Known, chosen: Sequence[Initiative]) -> Iterator[str]:
    """Say where each of them bears keys, and no two of them the same."""
    for kind, title in (
        ("purpose", _("purpose")),
        ("relation", _("trust between")),
        ("sector", _("sector")),
        ("means", _("means")),
        ("frame", _("frame")),
    ):
        held = [_keys(each, kind) for each in chosen]
        every = [key for keys in held for key in keys]
        if all(held) and len(every) == len(set(every)):
            told = "; ".join(
                f"{each.name}: {_names(known, kind, keys)}"
                for each, keys in zip(chosen, held, strict=True)
            )
            yield f"{title} ({told})"


def _keys(initiative: Initiative, kind: str) -> tuple[str, ...]:
    if kind == "frame":
        return (frame_key(initiative),) if frame_key(initiative) else ()
    facts = {
        "purpose": initiative.purposes,
        "relation": initiative.relations,
        "sector": initiative.sectors,
        "means": initiative.means,
    }
    return keys_of(facts[kind])


def _names(known: Known, kind: str, keys: Sequence[str]) -> str:
    return ", ".join(known.names[kind, key] for key in keys)


def _rows(known: Known, chosen: Sequence[Initiative], language: str) -> Iterator[ComparedRow]:
    def words(title: str, said: Sequence[str]) -> ComparedRow:
        return ComparedRow(title, tuple(Cell(words=each) for each in said))

    def facts(title: str, field: str) -> ComparedRow:
        cells = (Cell(facts=show_facts(getattr(each, field), language)) for each in chosen)
        return ComparedRow(title, tuple(cells))

    yield words(
        _("Country and time"), [f"{country_name(each.country)}, {each.period}" for each in chosen]
    )
    yield words(_("Who"), [each.units for each in chosen])
    yield words(_("Frame"), [_frame_words(known, each) for each in chosen])
    yield facts(_("Purpose"), "purposes")
    yield facts(_("Whom trust is between"), "relations")
    yield facts(_("Sector"), "sectors")
    yield facts(_("By what means"), "means")
    yield facts(_("What was found"), "findings")
    yield facts(_("Not better, or not settled"), "not_worked")
    yield facts(_("What speaks against"), "against")
    sure = [sure_of(each.findings, language) for each in chosen]
    yield words(_("How sure the findings are"), sure)


def _frame_words(known: Known, initiative: Initiative) -> str:
    frame = initiative.frame
    if frame is None:
        return ""
    name = known.names["frame", frame.key]
    details = "; ".join(part for part in (frame.needs, frame.text) if part)
    told = f"{name}: {details}" if details else name
    return _("%(frame)s (our own inference)") % {"frame": told} if frame.inferred else told
