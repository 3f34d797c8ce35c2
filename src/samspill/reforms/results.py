"""Every read that a page about reforms needs, but for readiness."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format

from samspill.foundation.access.public import Actor
from samspill.reforms.access import reforms_of
from samspill.reforms.models import AgreedSentence, Reform, ReformDate
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.loading import Known, what_is_known
from samspill.toolbox.reform.preparing import preparing


@dataclass(frozen=True)
class ReformLine:
    """A reform in a list."""

    key: UUID
    name: str
    owner_role: str
    sentence: str
    is_simulated: bool


@dataclass(frozen=True)
class TakenOver:
    """What comes along from the initiative that a reform was taken over from."""

    key: str
    name: str
    lessons: tuple[tuple[str, str], ...]
    not_worked: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class EarlyGains:
    """The warning that a gain is booked before what it is to come from is ready."""

    question: str
    why: str


@dataclass(frozen=True)
class PlanLine:
    """One part of the plan: what is asked, and what the lead has written."""

    key: str
    name: str
    ask: str
    text: str


@dataclass(frozen=True)
class ReformPage:
    key: UUID
    collaboration_key: UUID
    name: str
    purpose: str
    frame: str
    owner_role: str
    is_simulated: bool
    sentence: AgreedSentence | None
    earlier: tuple[AgreedSentence, ...]
    taken_over: TakenOver | None
    plan: tuple[PlanLine, ...]
    dates: tuple[ReformDate, ...]
    early_gains: EarlyGains | None


def reform_lines(actor: Actor) -> tuple[ReformLine, ...]:
    """Return the reforms of the actor's organisation."""
    return tuple(
        ReformLine(
            key=reform.pk,
            name=reform.collaboration.name,
            owner_role=reform.owner_role,
            sentence=next((sentence.text for sentence in reform.sentences.all()), ""),
            is_simulated=reform.collaboration.is_simulated,
        )
        for reform in reforms_of(actor).prefetch_related("sentences")
    )


def reform_page(reform: Reform, language: str) -> ReformPage:
    sentences = tuple(reform.sentences.all())
    dates = tuple(reform.dates.all())
    return ReformPage(
        key=reform.pk,
        collaboration_key=reform.collaboration_id,
        name=reform.collaboration.name,
        purpose=reform.collaboration.purpose,
        frame=str(Reform.Frame(reform.frame).label),
        owner_role=reform.owner_role,
        is_simulated=reform.collaboration.is_simulated,
        sentence=sentences[0] if sentences else None,
        earlier=sentences[1:],
        taken_over=taken_over(reform.taken_from, language),
        plan=plan_lines(reform, language),
        dates=dates,
        early_gains=_early_gains(dates, language),
    )


def plan_lines(reform: Reform, language: str) -> tuple[PlanLine, ...]:
    written = {part.key: part.text for part in reform.planned_parts.all()}
    return tuple(
        PlanLine(
            key=part.key,
            name=in_language(part.name, language),
            ask=in_language(part.ask, language),
            text=written.get(part.key, ""),
        )
        for part in preparing().parts
    )


def taken_over(key: str, language: str) -> TakenOver | None:
    """Return what comes along from an initiative: its lessons, and what did not work."""
    known = what_is_known(language)
    initiative = known.initiatives.get(key)
    if initiative is None:
        return None
    return TakenOver(
        key=key,
        name=initiative.name,
        lessons=tuple((lesson, known.lessons[lesson].name) for lesson in lessons_of(known, key)),
        not_worked=tuple(
            (fact.id, fact.text, fact.language)
            for fact in (*initiative.not_worked, *initiative.against)
        ),
    )


def lessons_of(known: Known, key: str) -> tuple[str, ...]:
    """Return the lessons that rest on an initiative, as either of the two says."""
    own = known.initiatives[key].lessons
    return tuple(
        lesson.id for lesson in known.lesson if lesson.id in own or key in lesson.initiatives
    )


def _early_gains(dates: tuple[ReformDate, ...], language: str) -> EarlyGains | None:
    by_kind = {each.kind: each for each in dates}
    gain = by_kind.pop(ReformDate.Kind.GAIN, None)
    ready = max((each.day for each in by_kind.values()), default=None)
    if gain is None or ready is None or ready <= gain.day:
        return None
    words = preparing().early_gains
    return EarlyGains(
        question=in_language(words.text, language).format(
            gain=date_format(gain.day, "DATE_FORMAT"), ready=date_format(ready, "DATE_FORMAT")
        ),
        why=in_language(words.why, language),
    )
