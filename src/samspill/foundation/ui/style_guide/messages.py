from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Group,
    State,
    Text,
    sample,
    styles,
    templates,
)
from samspill.foundation.ui.style_guide.example_figures import question


@dataclass(frozen=True)
class Message:
    """What Django's own messages look like to a template."""

    text: Text
    level_tag: str = "success"

    def __str__(self) -> str:
        return str(self.text)


MESSAGES = Component(
    name="Messages",
    when=_("What has just happened, above the heading of the next page."),
    when_not=_("Not for what must be mended in a form. That is the error summary."),
    files=(*templates("messages"), *styles("messages")),
    states=(
        State(_("One"), "ui/messages.html", {"messages": [Message(_("The action is stored."))]}),
        State(_("Several"), "ui/messages.html", {"messages": [
            Message(_("Lidal is a partner now.")), Message(_("Nesdal was a partner already."))]}),
        State(_("Something went wrong"), "ui/messages.html", {"messages": [
            Message(_("The file was too large. Nothing was stored."), "error")]}),
    ),
)  # fmt: skip

UNDO = Component(
    name="Undo",
    when=_("After something that can be taken back, instead of asking first."),
    when_not=_("What cannot be undone is asked twice."),
    files=(*templates("undo"), *styles("messages")),
    states=(
        State(_("As it is"), "ui/undo.html", {"text": _("Lidal has been removed.")}),
        State(_("With its own words"), "ui/undo.html", {
            "text": _("Anne Vik gets no link."), "undo_text": _("Give her a link after all"),
            "fields": [("name", "Anne Vik")]}),
    ),
)  # fmt: skip

NOTICE = Component(
    name="Notice",
    when=_("Something to know, quietly. Hatched when something is held back, with the reason."),
    when_not=_("Not for faults, and not more than one on a page."),
    files=(*templates("notice"), *styles("notice")),
    states=(
        State(_("Plain"), "ui/notice.html", {"text": _("This is a demo. Answer as you like.")}),
        State(_("With a title"), "ui/notice.html", {
            "title": _("Put the phone away"), "text": _("You do not need it any more today.")}),
        State(_("With a link"), "ui/notice.html", {
            "text": _("The round closes when the meeting does."),
            "link_url": "#notice", "link_text": _("See the promise")}),
        State(_("Held back"), "ui/notice.html", {
            "hatched": True, "text": _("Too few have answered for this to be shown.")}),
        State(_("Held back, with title and link"), "ui/notice.html", {
            "hatched": True, "title": _("The unions are not shown by themselves."),
            "text": _("Fewer than five have answered. Their answers are part of the whole."),
            "link_url": "#notice", "link_text": _("How the figures are made")}),
    ),
)  # fmt: skip

EMPTY = Component(
    name="Empty",
    when=_("Where nothing is yet: what will come, and the one thing to do."),
    when_not=_("Never only that it is empty."),
    files=(*templates("empty"), *styles("empty-state")),
    states=(
        State(_("With something to do"), "ui/empty.html", {
            "title": _("No collaboration yet"), "level": 3,
            "text": _("Begin with the name of the collaboration and who the partners are. It takes "
                      "two minutes."),
            "action_url": "#empty", "action_text": _("New collaboration")}),
        State(_("Only words"), "ui/empty.html", {
            "title": _("No actions yet"), "level": 3,
            "text": _("When a result has been read and talked about, you write down here what "
                      "somebody has taken on.")}),
    ),
)  # fmt: skip

ERROR_PAGE = Component(
    name="Error page",
    when=_("When a page cannot be shown: what happened, and what to do."),
    when_not=_("No codes, no excuses, and nothing about who has done wrong."),
    files=(*templates("error"), *styles("participant-page")),
    states=(State(_("As it is"), sample("error_page")),),
)

TALK = Component(
    name="Talk",
    when=_("A question for the table, about a case. At most one on a page comes first."),
    when_not=_("Not a question one can only answer by telling what one answered."),
    files=(*templates("talk"), *styles("talk")),
    states=(
        State(_("Talk about this first"), "ui/talk.html",
              lambda _prefix: {"question": question(5), "first": True}),
        State(_("First, with a hint and another tag"), "ui/talk.html", lambda _prefix: {
            "question": question(5), "first": True, "tag": _("Say this"),
            "hint": _("Take a round where everybody speaks before anybody discusses.")}),
        State(_("One of several"), "ui/talk.html", lambda _prefix: {"question": question(3)}),
        State(_("One of several, with a hint"), "ui/talk.html", lambda _prefix: {
            "question": question(3), "hint": _("Begin with a case that all of you know.")}),
    ),
)  # fmt: skip

GROUP = Group(
    "messages",
    _("What happened, what is held back, what to talk about"),
    (MESSAGES, UNDO, NOTICE, EMPTY, TALK, ERROR_PAGE),
)
