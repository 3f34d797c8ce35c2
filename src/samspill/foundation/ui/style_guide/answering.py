"""What participants meet, from the promise to the sign that an answer has arrived."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Context,
    Group,
    State,
    changed,
    narrow,
    sample,
    styles,
    templates,
)
from samspill.foundation.ui.style_guide.example_figures import agreement, statement

# What four people at a table have read aloud: wide apart, alike, low.
SCORES = ((1, 5, 2, 4), (4, 4, 3, 4), (2, 1, 2, 2))

# Of these, the example shows one.
IN_ALL = 10


def _statements(chosen: int | None, *, count: int = 1) -> Callable[[str], Context]:
    def context(prefix: str) -> Context:
        options = [{"value": i, "label": label} for i, label in enumerate(agreement().points)]
        steps = [{"name": f"{prefix}-{i}", "text": statement(i)} for i in range(count)]
        return {"options": options, "chosen": chosen, "steps": steps}

    return context


def _keywords(prefix: str) -> Context:
    return {"statement": statement(0), "number": prefix}


def _scores(prefix: str) -> Context:
    return {"name": prefix, "statement": statement(0), "points": agreement().points}


def _sheet(prefix: str) -> Context:
    rows = [
        (number, statement(number - 1), scores) for number, scores in enumerate(SCORES, start=1)
    ]
    return {"name": prefix, "rows": rows, "points": enumerate(agreement().points, start=1)}


def _data(html: str, name: str) -> str:
    """Return what a script would read from an attribute."""
    attribute = re.search(rf'data-{name}="([^"]+)"', html)
    if attribute is None:
        msg = f"The component has no longer data-{name}."
        raise ValueError(msg)
    return attribute[1]


def _at_step(step: int) -> Callable[[str], str]:
    """Do what steps.js does to the progress and the buttons."""

    def change(html: str) -> str:
        said = _data(html, "text").replace("[step]", str(step)).replace("[total]", str(IN_ALL))
        shown = [
            ("<form", "<form data-steps-on"),
            (" data-steps-progress hidden>", " data-steps-progress>"),
            ('aria-live="polite"></p>', f'aria-live="polite">{said}</p>'),
            ('max="1" value="0"', f'max="{IN_ALL}" value="{step}"'),
            ("data-skip hidden>", "data-skip>"),
        ]
        if step < IN_ALL:
            shown += [("data-next hidden>", "data-next>"), ("data-submit ", "data-submit hidden ")]
        if step > 1:
            shown.append(("data-back hidden>", "data-back>"))
        return changed(*shown)(html)

    return change


def _sending(html: str) -> str:
    """Do what steps.js does when the last button has been pressed."""
    sending = f'data-sending="{_data(html, "sending")}"'
    last = _at_step(IN_ALL)(html)
    now = f'{sending} aria-disabled="true">{_data(html, "sending")}<'
    return re.sub(rf"{re.escape(sending)}>[^<]+<", lambda _button: now, last)


STEPS = Component(
    name="Steps",
    when=_("One statement at a time on a phone. Without JavaScript all stand below each other."),
    when_not=_("Not for a form with fewer than four questions."),
    files=(*templates("steps_progress", "steps_actions"), *styles("steps")),
    states=(
        State(_("The first"), sample("steps"), _statements(None), after=_at_step(1)),
        State(_("In the middle"), sample("steps"), _statements(1), after=_at_step(4)),
        State(_("The last"), sample("steps"), _statements(3), after=_at_step(IN_ALL)),
        State(_("While it is being sent"), sample("steps"), _statements(3), after=_sending),
        State(_("Without JavaScript"), sample("steps"), _statements(None, count=2)),
    ),
)


def _waiting(name: str, *, title: str = "kept", button: str = "try") -> Callable[[str], str]:
    """Do what send.js says of an answer that the network has lost."""

    def change(html: str) -> str:
        return changed(
            (" data-heading hidden></h2>", f" data-heading>{_data(html, f'{title}-title')}</h2>"),
            (" data-status></p>", f" data-status>{_data(html, name)}</p>"),
            (f" data-{button} hidden>", f" data-{button}>"),
        )(html)

    return change


def _trying(html: str) -> str:
    return changed((" data-try>", ' data-try aria-disabled="true">'))(_waiting("sending")(html))


def _lost(_prefix: str) -> Context:
    return {"round_url": "#waiting", "received_url": "#waiting"}


LOST = "ui/waiting.html"

WAITING = Component(
    name="Waiting",
    when=_(
        "When the network has lost an answer. It stands alone on the page until it has arrived."
    ),
    when_not=_("Not for anything else that takes time. Then the button says that it is sending."),
    files=(*templates("waiting"), *styles("waiting")),
    states=(
        State(_("The answer lies on the phone"), LOST, _lost, after=_waiting("kept")),
        State(_("The phone cannot keep it"), LOST, _lost, after=_waiting("unkept", title="unkept")),
        State(_("It is tried again"), LOST, _lost, after=_trying),
        State(_("Still no network"), LOST, _lost, after=_waiting("again")),
        State(
            _("It has waited too long"),
            LOST,
            _lost,
            after=_waiting("old", title="old", button="onward"),
        ),
    ),
)

RECEIVED = Component(
    name="Received sign",
    when=_("When an answer has arrived, above the words that say so."),
    when_not=_("Not for what a facilitator has stored: that is a message."),
    files=styles("received"),
    states=narrow(
        State(_("As it is"), sample("received")),
    ),
)

PROMISE = Component(
    name="Promise",
    when=_("Before the first question: what we promise, and what we cannot promise."),
    when_not=_("Never a promise that the storage does not keep."),
    files=styles("promise"),
    states=(State(_("As it is"), sample("promise")),),
)

NUMBERED = Component(
    name="Numbered",
    when=_("What happens in order, or what was asked."),
    when_not=_("Not where the order means nothing."),
    files=styles("numbered"),
    states=(State(_("As it is"), sample("numbered")),),
)

KEYWORDS = Component(
    name="Keywords",
    when=_("A word on why, for oneself, under each statement, and again after answering."),
    when_not=_("Not for anything that is to be sent: the field has no name."),
    files=(*templates("keywords", "keywords_shown"), *styles("keywords")),
    states=narrow(
        State(_("Closed"), "ui/keywords.html", _keywords),
        State(_("Open"), "ui/keywords.html", _keywords,
              after=changed(("<details", "<details open"))),
        State(_("After answering"), "ui/keywords_shown.html",
              after=changed((" hidden>", ">"), ("<dl></dl>", "<dl><dt>…</dt><dd>…</dd></dl>"))),
    ),
)  # fmt: skip

OPEN_TABLE = Component(
    name="Open table",
    when=_("What the phone that writes for a table meets: a row of scores, and the sheet."),
    when_not=_("Never where people answer alone; then each has a page of their own."),
    files=styles("open-table"),
    states=(
        *narrow(State(_("The scores of one person"), sample("scores"), _scores)),
        State(_("The sheet"), sample("sheet"), _sheet),
    ),
)

GROUP = Group(
    "answering",
    _("Answering"),
    (PROMISE, STEPS, KEYWORDS, WAITING, RECEIVED, NUMBERED, OPEN_TABLE),
)
