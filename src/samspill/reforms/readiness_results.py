"""Is it ready: what each level says of each condition, gaps between levels first, never a sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from samspill.collaborations.public import partners_of
from samspill.foundation.access.public import Actor
from samspill.readings.public import ShownFigures, read_stored
from samspill.reforms.levels import KINDS, level_names, levels_among
from samspill.reforms.models import LevelAnswer, Reform
from samspill.register.public import address_of_fact
from samspill.surveys.public import SurveyRound, rounds_of
from samspill.toolbox.languages import LocalizedText, in_language
from samspill.toolbox.reform.loading import readiness, what_is_known
from samspill.toolbox.reform.preparing import preparing

INSTRUMENT = "readiness"
# How the words of a protected picture are said of a condition.
STATES = {"most_low": "no", "most_middle": "not_yet", "most_high": "in_place"}
SIDES = {"low": "no", "middle": "not_yet", "high": "in_place"}
# A level lower than another that says "in place" is a gap.
SIGNS = {"in_place": "in_place", "not_yet": "under_way", "no": "not_done", "dont_know": "dont_know"}
LOWER = ("no", "not_yet", "dont_know")
MISSING = (*LOWER, "split")


@dataclass(frozen=True)
class LevelSays:
    """What one level says of one condition: a word, and how it was asked."""

    level: str
    name: str
    state: str
    word: str
    way: str
    how_we_know: str = ""

    @property
    def sign(self) -> str:
        return SIGNS.get(self.state, "")


@dataclass(frozen=True)
class ConditionRow:
    """One condition, what each level says of it, and the gap where there is one."""

    id: str
    name: str
    says: tuple[LevelSays, ...]
    gap: str
    how_we_know: tuple[str, ...]
    others_lacked: tuple[tuple[str, str], ...]

    @property
    def states(self) -> set[str]:
        return {each.state for each in self.says}


@dataclass(frozen=True)
class ReadinessPage:
    """The conditions that levels are asked about. `talk` is the question where there is a gap."""

    levels: tuple[tuple[str, str], ...]
    gaps: tuple[ConditionRow, ...]
    missing: tuple[ConditionRow, ...]
    in_place: tuple[ConditionRow, ...]
    not_asked: tuple[ConditionRow, ...]
    talk: str
    asked_on: date | None


@dataclass(frozen=True)
class LeadRow:
    """A condition on the lead's own list. `know` is what would let somebody say so."""

    id: str
    question: str
    know: str
    state: str
    word: str
    how_we_know: str
    others_lacked: tuple[tuple[str, str], ...]

    @property
    def sign(self) -> str:
        return SIGNS.get(self.state, "")


def readiness_page(reform: Reform, actor: Actor, language: str) -> ReadinessPage:
    """Return what every level says, from the newest round that has been shown and from talks."""
    levels = levels_of(reform)
    shown_round = latest_readiness(reform, actor)
    pictures = _pictures(reform, shown_round)
    talks = _talks(reform)
    rows = [
        _row(condition, levels, pictures, talks, language)
        for condition in asked_conditions().values()
    ]
    return ReadinessPage(
        levels=tuple((level, level_names(language)[level]) for level in levels),
        gaps=tuple(row for row in rows if row.gap),
        missing=tuple(row for row in rows if not row.gap and row.states & set(MISSING)),
        in_place=tuple(
            row
            for row in rows
            if not row.gap and "in_place" in row.states and not row.states & set(MISSING)
        ),
        not_asked=tuple(row for row in rows if row.states <= {"not_asked", "held_back"}),
        talk=in_language(preparing().gaps.talk, language),
        asked_on=shown_round.closed_at.date() if shown_round and shown_round.closed_at else None,
    )


def levels_of(reform: Reform) -> tuple[str, ...]:
    return levels_among(partners_of(reform.collaboration))


def asked_conditions() -> Mapping[str, str]:
    """Return the condition that each item of a round asks about."""
    return preparing().asked


def condition_names(language: str) -> dict[str, str]:
    return {each.id: in_language(each.name, language) for each in readiness().conditions}


def latest_readiness(reform: Reform, actor: Actor) -> SurveyRound | None:
    """Return the newest round about readiness that has been shown."""
    return next(
        (
            each
            for each in rounds_of(actor, reform.collaboration)
            if each.instrument_key == INSTRUMENT and each.release_id
        ),
        None,
    )


def _talks(reform: Reform) -> dict[tuple[str, str], LevelAnswer]:
    return {(answer.level, answer.condition): answer for answer in reform.answers.all()}


def _row(
    condition: str,
    levels: Sequence[str],
    pictures: Mapping[tuple[str, str], str],
    talks: Mapping[tuple[str, str], LevelAnswer],
    language: str,
) -> ConditionRow:
    names = level_names(language)
    says = tuple(
        _level_says(
            level,
            names[level],
            pictures.get((level, condition), ""),
            talks.get((level, condition)),
            language,
        )
        for level in levels
    )
    known = (each.how_we_know for each in says if each.how_we_know)
    return ConditionRow(
        id=condition,
        name=condition_names(language)[condition],
        says=says,
        gap=_gap(condition, says, language),
        how_we_know=tuple(known),
        others_lacked=others_lacked(condition, language),
    )


def _level_says(
    level: str, name: str, pictured: str, talk: LevelAnswer | None, language: str
) -> LevelSays:
    """Say what a level says: what it agreed on in a talk, else what its protected picture shows."""
    state = talk.state if talk else pictured or "not_asked"
    how = talk.how_we_know if talk else ""
    word = state_word(state, language)
    way = (
        pgettext("how a level answered", "talk")
        if talk
        else pgettext("how a level answered", "round")
        if pictured
        else ""
    )
    return LevelSays(level, name, state, word, way, how)


def _pictures(reform: Reform, shown_round: SurveyRound | None) -> dict[tuple[str, str], str]:
    """Return what the protected picture of each level shows of each condition: a word, no more.

    A level that is shown together with others has no picture of its own.
    """
    if shown_round is None or shown_round.release is None:
        return {}
    reading = read_stored(shown_round.release.content)
    kinds = {kind.value: level for level, kind in KINDS.items()}
    level_of = {
        str(partner.pk): kinds[partner.kind]
        for partner in partners_of(reform.collaboration)
        if partner.kind in kinds
    }
    pictures: dict[tuple[str, str], str] = {}
    for item in reading.items:
        condition = asked_conditions().get(item.key)
        if condition is None or reading.grouping is None:
            continue
        shown = item.groups.each if item.groups else ()
        for place, asked in enumerate(reading.grouping.asked):
            levels = {level_of.get(key, "") for key in asked}
            is_alone = len(levels) == 1 and place < len(shown)
            state = _state_of(shown[place].figures) if is_alone else "held_back"
            pictures |= {(level, condition): state for level in levels if level}
    return pictures


def _state_of(figures: ShownFigures) -> str:
    """Return the word for a picture: the side that most of it lies on, and none that is hidden."""
    if figures.form == "hidden":
        return "held_back"
    if figures.agreed_side:
        return SIDES[figures.agreed_side]
    most = max(figures.sides)
    if most > sum(figures.sides) / 2:
        return SIDES[("low", "middle", "high")[figures.sides.index(most)]]
    return STATES.get(figures.word or "", "split")


def state_word(state: str, language: str) -> str:
    words: LocalizedText = getattr(preparing().answers, state)
    return in_language(words, language)


def _gap(condition: str, says: Sequence[LevelSays], language: str) -> str:
    """Say which levels see it differently: some say in place, and others something lower."""
    high = [each.name for each in says if each.state == "in_place"]
    lower = [each for each in says if each.state in ("no", "not_yet")]
    if not high or not lower:
        return ""
    words = preparing().gaps
    is_no = any(each.state == "no" for each in lower)
    said = words.sentence if is_no else words.sentence_not_yet
    low = [each.name for each in lower if (each.state == "no") == is_no]
    return in_language(said, language).format(
        condition=condition_names(language)[condition], high=", ".join(high), low=", ".join(low)
    )


def others_lacked(condition: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return what others lacked of a condition: each fact, and where it stands with its source."""
    known = what_is_known(language)
    return tuple(
        (known.facts[fact_id].text, address_of_fact(fact_id))
        for each in preparing().others_lacked
        if each.condition == condition
        for fact_id in each.facts
    )


def lead_list(reform: Reform, language: str) -> tuple[LeadRow, ...]:
    """Return the conditions that the lead looks after, what is missing first."""
    known, talks = what_is_known(language), _talks(reform)
    how = {each.condition: in_language(each.text, language) for each in preparing().know}
    asked = set(asked_conditions().values())
    rows = []
    for condition in known.condition:
        if condition.id in asked:
            continue
        if condition.only and reform.frame == Reform.Frame.PILOT:
            continue
        answer = talks.get(("", condition.id))
        state = answer.state if answer else "not_asked"
        rows.append(
            LeadRow(
                id=condition.id,
                question=condition.question,
                know=how.get(condition.id, ""),
                state=state,
                word=state_word(state, language) if answer else "",
                how_we_know=answer.how_we_know if answer else "",
                others_lacked=others_lacked(condition.id, language),
            )
        )
    order = ("no", "not_yet", "dont_know", "not_asked", "in_place")
    return tuple(sorted(rows, key=lambda row: order.index(row.state)))
