"""What a big screen can show: a slice declares a kind of subject, and draws its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from django.db import models

from samspill.foundation.access.public import ActorRequest

Thing = TypeVar("Thing", bound=models.Model)


@dataclass(frozen=True)
class Part:
    """One thing that a screen can show of its subject: what it is, and which; empty is nothing."""

    what: str = ""
    key: str = ""

    @property
    def value(self) -> str:
        """What a button sends."""
        return f"{self.what}:{self.key}" if self.key else self.what

    @classmethod
    def from_value(cls, value: str) -> Part:
        what, _colon, key = value.partition(":")
        return cls(what, key)


@dataclass(frozen=True)
class Opener:
    """What may be shown before a step, such as a question that the room guesses at.

    `label` names the button that shows it, `onward` the button from it to the step itself.
    """

    part: Part
    label: str
    onward: str
    is_offered: bool = True


@dataclass(frozen=True)
class Step:
    """A part that is reached with next and previous, and how it is named."""

    part: Part
    title: str
    opener: Opener | None = None


@dataclass(frozen=True)
class Choice:
    """A button of its own for one part; `title` tells those who hear the page which part it is.

    `name` is the same for as long as the button means the same, so that focus stays on it.
    """

    name: str
    part: Part
    label: str
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """What is on the wall: the template that draws it large, and the one that draws it small.

    Both get `context` as `shown`. `part` is what it is a picture of; one that nobody can choose,
    such as what is said before anything was chosen, has a name of its own.
    """

    part: Part
    template: str
    small_template: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """All that can be shown of one thing just now, in the language of whoever looks.

    `draw` returns the picture of a part. It is asked for any part that was ever chosen: where that
    can no longer be shown, and where nothing was chosen, it returns what the wall has meanwhile.
    """

    draw: Callable[[Part], Picture]
    steps: Sequence[Step] = ()
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The page round a screen: its title, and where a press on a button leads back to.

    `pages` are addresses by the name that the button's form sends; `back` is one of the names.
    """

    title: str
    back: str
    back_label: str
    pages: Mapping[str, str]


def _no_context(_request: ActorRequest, _thing: models.Model) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True)
class SubjectKind(Generic[Thing]):
    """A kind of thing that has a big screen.

    `name` is stored with each screen and never changes. `access(actor, key, to=…)` is the guard
    of the slice; it knows "follow" (look) and "change" (drive). `state_of` and `can_show` are asked
    often and must be cheap: `state_of` is part of the stamp, and so must change with what
    facilitators do and never with what participants do. `context_of` is what the templates need
    that only a request can tell, such as the address of this site.
    """

    name: str
    namespace: str
    model: type[Thing]
    access: Callable[..., Thing]
    state_of: Callable[[Thing], str]
    can_show: Callable[[Thing, Part], bool]
    subject_of: Callable[[Thing, str], Subject]
    frame_of: Callable[[Thing], Frame]
    context_of: Callable[[ActorRequest, Thing], Mapping[str, object]] = _no_context


def words(
    part: Part, title: str, sentence: str = "", *, small_sentence: str | None = None
) -> Picture:
    """Return a picture of a heading and a sentence, with a shorter one for the small picture."""
    small = sentence if small_sentence is None else small_sentence
    context = {"title": title, "sentence": sentence, "small_sentence": small}
    return Picture(part, "screens/words.html", "screens/small_words.html", context)


def key_of(thing: models.Model) -> UUID:
    """Return the key of a thing that has a screen."""
    return UUID(str(thing.pk))
