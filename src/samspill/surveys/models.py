from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.toolbox.round_content import RoundContent, read_round_content
from samspill.toolbox.round_records import (
    AskedGroup,
    AskedPartner,
    ClosingCancelled,
    Counts,
    LinksMade,
    NumberRaised,
    Promise,
    Turnout,
    read_cancelled,
    read_counts,
    read_groups,
    read_links_made,
    read_partners,
    read_promise,
    read_raised,
    read_turnout,
)


class SurveyRound(models.Model):
    """One round of asking: what is asked, why, until when, and what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        PUBLISHED = "published", _("Shown")

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("First time")
        FOLLOW_UP = "follow_up", _("Follow-up")

    class Mode(models.TextChoices):
        ANONYMOUS = "anonymous", _("Anonymous: everybody answers on a phone of their own")
        OPEN_TABLE = "open_table", _("Open table: everybody reads their scores aloud at the table")

    class Background(models.TextChoices):
        NONE = "", _("Nothing: everybody answers as one room")
        LINE = "line", _("Whether they are in politics or the administration")
        PARTNER = "partner", _("Which partner they come from, such as their municipality")
        KIND = "kind", _("Which kind of partner they come from")

    # The same as `science.disclosure` has; what is stored knows no science.
    LOWEST_MINIMUM = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ANONYMOUS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BASELINE)

    class WayIn(models.TextChoices):
        CODE = "code", _("Everybody uses the code on the screen")
        LINK = "link", _("Everybody gets a personal link")
        BOTH = "both", _("Both: the code in the room, and links for those who are not there")

    class Sign(models.TextChoices):
        """The two figures that are asked of whoever comes in by the code: where they stand."""

        SCREEN = "screen", _("On the big screen, new every half minute")
        PAPER = "paper", _("On paper: one for the whole round, for a room without a screen")
        NONE = "none", _("None: fewer than twenty are asked, and all know each other")
        # A slice that lets people in by a sign of its own, such as a meeting, opens rounds so.
        ELSEWHERE = "elsewhere", _("Asked where people come in")

    # What is asked: the round's own copy of every text in every language. This and what is stored
    # as JSON below is read through `asked`, `promised`, `counted`, `asked_groups` and
    # `asked_partners`, which know every format that was ever stored; written with `encode`.
    instrument_key = models.CharField(max_length=60)
    instrument_version = models.PositiveIntegerField()
    content = models.JSONField()

    # The language that the texts below were written in.
    written_in = models.CharField(max_length=2, default="nb")

    # No round without these three.
    purpose = models.TextField(max_length=600)
    intended_use = models.TextField(max_length=600)
    follow_up_on = models.DateField()

    way_in = models.CharField(max_length=4, choices=WayIn.choices, default=WayIn.CODE)
    sign = models.CharField(max_length=9, choices=Sign.choices, default=Sign.SCREEN)
    # How many are asked: no more answers are taken. Raised only openly, in `raised`.
    expected_count = models.PositiveIntegerField(null=True, blank=True)
    raised = models.JSONField(default=list)
    # When a closing that had been announced was taken back; each time is told on the promise.
    closings_cancelled = models.JSONField(default=list)
    # How many personal links were made for which partner, and who hands them out where it is
    # not the one who leads.
    links_made = models.JSONField(default=list)
    links_given_to = models.CharField(max_length=120, blank=True, default="")
    # How many must have answered before anything is shown. Raised by a facilitator in the draft,
    # frozen when the round opens, lowered by nobody.
    minimum_group_size = models.PositiveIntegerField(default=LOWEST_MINIMUM)

    # The partners when the round opened, each with key and name: who has changed until next time.
    partners = models.JSONField(default=list)

    # At most one question about background, and the groups to choose among: for each its name
    # in every language, and how many are asked from which partner. Groups that would be too
    # small to show have been joined.
    background = models.CharField(
        max_length=8, choices=Background.choices, default=Background.NONE, blank=True
    )
    groups = models.JSONField(default=list)
    group_minimum = models.PositiveIntegerField(default=LOWEST_MINIMUM)
    # The last day on which those who have the code can see what has been shown; the follow-up date
    # where nobody has said.
    shared_until = models.DateField(null=True, blank=True)
    # Made when the round opens, in every language, from the settings above.
    promise = models.JSONField(default=dict)
    delete_answers_on = models.DateField()

    join_code = models.OneToOneField(
        "participation.JoinCode", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Restricted and not protected: when the collaboration goes for good, both go with it.
    # The picture is made by the worker after closing; the release is the same, once it was shown.
    picture = models.OneToOneField(
        "releases.Release", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    release = models.OneToOneField(
        "releases.Release", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    is_simulated = models.BooleanField(default=False)
    # The answers were given elsewhere, and taken in from a file.
    is_imported = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    # When an open round closes, once that has been announced.
    closing_at = models.DateTimeField(null=True)
    # What may be said while it is open, as the worker saw it on the half minute: whether as many
    # have answered as are needed, and whether all who were asked have.
    has_enough = models.BooleanField(default=False)
    is_full = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    # How many answered, as a band: what is left of the number when the counts are gone.
    turnout = models.JSONField(default=dict)
    # When somebody asked for the result before there was a picture; and when the picture was
    # refused, since an answer could be found in it.
    wanted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    # The round was opened while the promise said that what was answered is kept until a day. It
    # ends under that promise.
    keeps_answers = models.BooleanField(default=False)
    answers_deleted_at = models.DateTimeField(null=True)
    # Where no single answers are kept (an open table after the meeting, an imported file): how many
    # people there were, and for each item how many gave each score, in all and in each group.
    counts = models.JSONField(default=dict)
    # When nothing was left in the database of the order and the earlier keys of the answers
    # (after closing), or of the answers themselves (after they were deleted).
    traces_destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_group_size__gte=5), name="a_minimum_is_never_lowered"
            ),
            models.CheckConstraint(
                condition=models.Q(group_minimum__gte=models.F("minimum_group_size")),
                name="a_group_needs_as_many_as_the_room",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_key} {self.created_at:%Y-%m-%d}"

    @property
    def asked(self) -> RoundContent:
        return read_round_content(self.content)

    @property
    def promised(self) -> Promise:
        return read_promise(self.promise)

    @property
    def counted(self) -> Counts:
        return read_counts(self.counts)

    @property
    def asked_groups(self) -> tuple[AskedGroup, ...]:
        return read_groups(self.groups)

    @property
    def asked_partners(self) -> tuple[AskedPartner, ...]:
        return read_partners(self.partners)

    @property
    def raisings(self) -> tuple[NumberRaised, ...]:
        return read_raised(self.raised)

    @property
    def cancellations(self) -> tuple[ClosingCancelled, ...]:
        return read_cancelled(self.closings_cancelled)

    @property
    def links(self) -> tuple[LinksMade, ...]:
        return read_links_made(self.links_made)

    @property
    def turned_out(self) -> Turnout | None:
        """How many answered, once the round is closed; None where it was closed before that."""
        return read_turnout(self.turnout)

    @property
    def most_answers(self) -> int | None:
        """How many answers are taken; None where nobody has said how many are asked."""
        return most_answers(self.way_in, self.expected_count, self.links_made)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_open_table(self) -> bool:
        return self.mode == self.Mode.OPEN_TABLE

    @property
    def has_counts_alone(self) -> bool:
        """Whether no single answers are kept, only how many gave each."""
        if self.is_open_table or self.is_imported:
            return True
        return not self.keeps_answers and self.state not in (
            self.State.DRAFT,
            self.State.OPEN,
        )


def most_answers(
    way_in: str, expected_count: int | None, links_made: Sequence[Mapping[str, Any]]
) -> int | None:
    """Return how many answers a round takes: in a round of links alone, as many as it has links."""
    if way_in == SurveyRound.WayIn.LINK:
        return sum(links.count for links in read_links_made(links_made))
    return expected_count


class Response(models.Model):
    """One submission to one round. Holds nothing about who, where or when.

    The key is random, so that the order of the rows tells nothing. `ratings` has for each item, in
    the round's order, a point of its scale, `DONT_KNOW`, or null for no answer. `group` is the
    place in the round's `groups` of what was chosen, where the round asks for background; it is
    forgotten when the result has been shown.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    survey_round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="+")
    ratings = models.JSONField()
    group = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return "one response"


class TableSheet(models.Model):
    """What one table has written down of the scores it has read aloud, while the meeting lasts.

    `columns` has the ratings of one person at the table in each, without names, as on the paper
    sheet. Deleted when the round closes: what is left is how many gave each score in the room.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey_round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    # A hash of the admission of the phone that keeps the sheet; empty when another may take over.
    holder = models.CharField(max_length=32, blank=True)
    columns = models.JSONField(default=list)
    # How many sit at the table, as they have said, and whether they have said that all have read.
    sits = models.PositiveSmallIntegerField(default=0)
    have_all_read = models.BooleanField(default=False)
    # The place and the ratings of the person who was struck out last, so that it can be undone.
    struck = models.JSONField(default=list)
    # So many columns from the first are sealed: written by a phone that another one has taken
    # over from, counted, and read by nobody.
    sealed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey_round", "number"], name="a_table_has_one_sheet"
            ),
            models.UniqueConstraint(
                fields=["survey_round", "holder"],
                condition=~models.Q(holder=""),
                name="a_phone_keeps_one_sheet",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
