"""Two or three initiatives side by side.

What is alike and what differs is said of keys alone: of purpose, relation, sector, means and frame,
where the texts bear them. Findings stand side by side, and nothing is said of them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.register.facts_shown import ShownFact, country_name, show_facts, sure_of
from samspill.register.records_shown import held_by, line_of
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
class Compared:
    """A record as it is laid beside others: one of the register, or an organisation's own.

    `keys` are those that it is sorted by, and `cells` what it says, row by row. `note` stands under
    the name where somebody should know whose record it is.
    """

    name: str
    url: str
    keys: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, Cell]
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    records: tuple[Compared, ...]
    alike: tuple[str, ...]
    different: tuple[str, ...]
    rows: tuple[ComparedRow, ...]


def compare(keys: Sequence[str], language: str, own: Mapping[str, Compared]) -> Comparison:
    """Lay records side by side, in the order in which they were chosen.

    `own` are those of organisations, by key, that the reader may see.

    Raises `ComparisonError` where there are too few or too many, or one of them is none.
    """
    known, wanted = what_is_known(language), tuple(dict.fromkeys(keys))
    missing = [key for key in wanted if key not in known.initiatives and key not in own]
    if missing:
        message = _("There is no record called “%(key)s”. Choose from the list.")
        raise ComparisonError(message % {"key": missing[0][:60]})
    if len(wanted) < FEWEST:
        raise ComparisonError(
            _("Choose two or three records: one alone has nothing to stand beside.")
        )
    if len(wanted) > MOST:
        raise ComparisonError(_("Choose at most three records: more do not fit side by side."))
    chosen = [
        own[key] if key in own else _of_the_register(known, known.initiatives[key], language)
        for key in wanted
    ]
    return Comparison(
        records=tuple(chosen),
        alike=tuple(_alike(known, chosen)),
        different=tuple(_different(known, chosen)),
        rows=tuple(
            ComparedRow(title, tuple(each.cells.get(row, Cell()) for each in chosen))
            for row, title in row_titles().items()
        ),
    )


def row_titles() -> Mapping[str, str]:
    """Return the rows of a comparison, from above."""
    return {
        "where": _("Country and time"),
        "who": _("Who"),
        "frame": _("Frame"),
        "purpose": _("Purpose"),
        "relation": _("Whom trust is between"),
        "sector": _("Sector"),
        "means": _("By what means"),
        "result": _("What was found"),
        "not_worked": _("Not better, or not settled"),
        "against": _("What speaks against"),
        "sure": _("How sure the findings are"),
    }


def _of_the_register(known: Known, initiative: Initiative, language: str) -> Compared:
    said = {
        "where": f"{country_name(initiative.country)}, {initiative.period}",
        "who": initiative.units,
        "frame": _frame_words(known, initiative),
        "sure": sure_of(initiative.findings, language),
    }
    facts = {
        "purpose": initiative.purposes,
        "relation": initiative.relations,
        "sector": initiative.sectors,
        "means": initiative.means,
        "result": initiative.findings,
        "not_worked": initiative.not_worked,
        "against": initiative.against,
    }
    line = line_of(initiative, language)
    return Compared(
        name=line.name,
        url=line.url,
        keys=held_by(initiative),
        cells={row: Cell(words=words) for row, words in said.items()}
        | {row: Cell(facts=show_facts(each, language)) for row, each in facts.items()},
    )


def _alike(known: Known, chosen: Sequence[Compared]) -> Iterator[str]:
    """Say which keys all of them bear."""
    for kind, sentence in (
        ("purpose", _("purpose: %(names)s")),
        ("relation", _("trust between: %(names)s")),
        ("sector", _("sector: %(names)s")),
        ("means", _("means: %(names)s")),
        ("frame", _("frame: %(names)s")),
    ):
        held = [each.keys[kind] for each in chosen]
        shared = [key for key in held[0] if all(key in keys for keys in held[1:])]
        if shared:
            yield sentence % {"names": _names(known, kind, shared)}


def _different(known: Known, chosen: Sequence[Compared]) -> Iterator[str]:
    """Say where each of them bears keys, and no two of them the same."""
    for kind, title in (
        ("purpose", _("purpose")),
        ("relation", _("trust between")),
        ("sector", _("sector")),
        ("means", _("means")),
        ("frame", _("frame")),
    ):
        held = [each.keys[kind] for each in chosen]
        every = [key for keys in held for key in keys]
        if all(held) and len(every) == len(set(every)):
            told = "; ".join(
                f"{each.name}: {_names(known, kind, keys)}"
                for each, keys in zip(chosen, held, strict=True)
            )
            yield f"{title} ({told})"


def _names(known: Known, kind: str, keys: Sequence[str]) -> str:
    return ", ".join(known.names[kind, key] for key in keys)


def _frame_words(known: Known, initiative: Initiative) -> str:
    frame = initiative.frame
    if frame is None:
        return ""
    name = known.names["frame", frame.key]
    details = "; ".join(part for part in (frame.needs, frame.text) if part)
    told = f"{name}: {details}" if details else name
    return _("%(frame)s (our own inference)") % {"frame": told} if frame.inferred else told
