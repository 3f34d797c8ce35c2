"""Every read that a page about rounds needs, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.ui.drawing import DistributionFigure, draw
from samspill.releases.public import Release
from samspill.surveys.access import rounds_of
from samspill.surveys.models import Response, SurveyRound

# Steps in the rough count when nobody has said how many are asked.
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class RoughCount:
    """How far a round has come, in words and in whole quarters; never a number that counts."""

    sentence: str
    quarters: int | None


@dataclass(frozen=True)
class RoundSummary:
    key: UUID
    collaboration_key: UUID
    collaboration: str
    title: str
    state: str
    state_label: str
    kind_label: str
    opened_on: date | None
    closed_on: date | None
    follow_up_on: date
    is_simulated: bool


@dataclass(frozen=True)
class ItemReading:
    """One statement, as it is shown: the sentence first, the figure second, the number third."""

    key: str
    text: str
    theme: str
    talk: str
    finding: str
    detail: str
    middle: str
    spread: str
    figure: DistributionFigure
    small_figure: DistributionFigure
    # For the table on paper: the tiles at each answer, none where they are not shown.
    cells: tuple[str, ...]
    middle_short: str


@dataclass(frozen=True)
class RoundReading:
    """A release, in one language, in the order in which it is read."""

    title: str
    count: str
    labels: tuple[str, ...]
    is_hidden: bool
    minimum: int
    strong: tuple[ItemReading, ...]
    low: tuple[ItemReading, ...]
    wide: tuple[ItemReading, ...]
    others: tuple[ItemReading, ...]
    talk_first: str | None
    items: tuple[ItemReading, ...]

    @property
    def strong_themes(self) -> str:
        return _themes(self.strong)

    @property
    def low_themes(self) -> str:
        return _themes(self.low)

    @property
    def wide_themes(self) -> str:
        return _themes(self.wide)

    @property
    def has_figures(self) -> bool:
        return any(item.figure.has_drawing for item in self.items)

    @property
    def has_middle(self) -> bool:
        return any(item.figure.diamond for item in self.items)

    @property
    def in_fifths(self) -> bool:
        return any(item.figure.form == "fifths" for item in self.items)

    @property
    def in_tenths(self) -> bool:
        return any(item.figure.form == "tenths" for item in self.items)


def rough_count(survey_round: SurveyRound) -> RoughCount:
    """Return how far the round has come: a band, or quarters of those who are asked.

    Coarse on purpose: an exact count that moves by one tells when the next person answered.
    """
    count = Response.objects.filter(survey_round=survey_round).count()
    if count < survey_round.minimum_group_size:
        return RoughCount(_("Too few have answered to show anything yet."), 0)
    expected = survey_round.expected_count
    if expected:
        quarters = min(4, 4 * count // expected)
        sentence = (
            _("Some have answered."),
            _("At least a quarter have answered."),
            _("At least half have answered."),
            _("At least three quarters have answered."),
            _("At least as many as were asked have answered."),
        )[quarters]
        return RoughCount(sentence, quarters)
    step = max(step for step in STEPS if step <= count)
    sentence = _("At least %(step)s have answered.") % {"step": step}
    return RoughCount(sentence, None)


def round_summary(survey_round: SurveyRound, language: str) -> RoundSummary:
    return RoundSummary(
        key=survey_round.pk,
        collaboration_key=survey_round.collaboration_id,
        collaboration=survey_round.collaboration.name,
        title=survey_round.content["title"][language],
        state=survey_round.state,
        state_label=str(SurveyRound.State(survey_round.state).label),
        kind_label=str(SurveyRound.Kind(survey_round.kind).label),
        opened_on=survey_round.opened_at.date() if survey_round.opened_at else None,
        closed_on=survey_round.closed_at.date() if survey_round.closed_at else None,
        follow_up_on=survey_round.follow_up_on,
        is_simulated=survey_round.is_simulated,
    )


def round_list(actor: Actor, language: str) -> tuple[RoundSummary, ...]:
    """Return the rounds that the actor may see; a reader sees those that have been shown."""
    rounds = rounds_of(actor)
    return tuple(round_summary(one, language) for one in rounds)


def rounds_of_collaboration(
    collaboration: Collaboration, language: str
) -> tuple[RoundSummary, ...]:
    rounds = SurveyRound.objects.filter(collaboration=collaboration).select_related("collaboration")
    return tuple(round_summary(one, language) for one in rounds)


def has_response(key: UUID) -> bool:
    """Tell whether the answer under this key has been stored."""
    return Response.objects.filter(pk=key).exists()


def read_release(found: Release, language: str) -> RoundReading:
    """Return a release as it was shown, in one language."""
    content = found.content
    items = tuple(_item_reading(item, content["scale"], language) for item in content["items"])
    reading = content["reading"]

    def pick(name: str) -> tuple[ItemReading, ...]:
        return tuple(items[index] for index in reading[name])

    first = reading["talk_first"]
    return RoundReading(
        title=content["title"][language],
        count=content["count"][language],
        labels=tuple(content["scale"]["points_short"][language]),
        is_hidden=content["is_hidden"],
        minimum=content["minimum"],
        strong=pick("strong"),
        low=pick("low"),
        wide=pick("wide"),
        others=pick("others"),
        talk_first=None if first is None else items[first].key,
        items=items,
    )


def _item_reading(item: dict[str, Any], scale: dict[str, Any], language: str) -> ItemReading:
    words = item["words"][language]
    return ItemReading(
        key=item["key"],
        text=item["text"][language],
        theme=item["theme"][language],
        talk=item["talk"][language],
        finding=words["finding"],
        detail=words["detail"],
        middle=words["middle"],
        spread=words["spread"],
        figure=_figure(item, scale, language, small=False),
        small_figure=_figure(item, scale, language, small=True),
        cells=tuple(str(tiles) if tiles else _("few") for tiles in item["shown"]["tiles"]),
        middle_short=_middle_short(item["shown"], scale, language),
    )


def _middle_short(shown: dict[str, Any], scale: dict[str, Any], language: str) -> str:
    """Return the number where it is shown, else the answer that the middle is closest to."""
    if shown["middle"] is not None:
        return number_format(shown["middle"], decimal_pos=1)
    if shown["nearest_point"] is not None:
        label: str = scale["points_short"][language][shown["nearest_point"] - scale["low"]]
        return label
    return ""


def _figure(
    item: dict[str, Any], scale: dict[str, Any], language: str, *, small: bool
) -> DistributionFigure:
    shown = item["shown"]
    words = item["words"][language]
    sums = _sums(shown, words)
    return draw(
        key=f"{item['key']}-small" if small else item["key"],
        form=shown["form"],
        tiles=tuple(shown["tiles"]),
        sides=tuple(shown["sides"]),
        middle=shown["middle"],
        scale_low=scale["low"],
        scale_high=scale["high"],
        labels=tuple(scale["points"][language]),
        labels_short=tuple(scale["points_short"][language]),
        low_sum=sums[0],
        high_sum=sums[1],
        agreed_side=shown["agreed_side"],
        side_labels=_side_labels(scale, shown["agreed_side"], language),
        title=words["finding"],
        description=words["distribution"],
        camps=shown["spread"] == "camps",
        small=small,
    )


def _sums(shown: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Return the words above the drawing; where nearly all answer alike, one side is held back."""
    if shown["form"] != "near_unanimous":
        return words["low_sum"], words["high_sum"]
    held_back, shown_side = _("too few to show"), _("at least 9 of 10")
    if shown["agreed_side"] == "low":
        return shown_side, held_back
    return held_back, shown_side


def _side_labels(scale: dict[str, Any], side: str | None, language: str) -> tuple[str, ...]:
    """Return the labels of the areas, in scale order, when nearly all answer alike."""
    if side == "high":
        return scale["not_high"][language], scale["high_side"][language]
    if side == "low":
        return scale["low_side"][language], scale["not_low"][language]
    return scale["low_side"][language], scale["middle_side"][language], scale["high_side"][language]


def _themes(items: tuple[ItemReading, ...]) -> str:
    return _joined([item.theme for item in items])


def _joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
