from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.meetings.people_models import Attendance, Attendee
from samspill.toolbox.run_sheet_content import RunSheet, StepContent, read_run_sheet, read_step

# Those of the roster have a file of their own.
__all__ = [
    "Arrival",
    "Attendance",
    "Attendee",
    "Commitment",
    "Leader",
    "Meeting",
    "MeetingRound",
    "MeetingState",
    "Note",
    "Step",
    "StepRun",
    "Table",
    "TableMark",
]


class Meeting(models.Model):
    """A run sheet being planned and led: what people do together, where, when and for whom.

    It belongs to one collaboration or to one group; a group's is seen by its members alone.
    """

    class PlaceKind(models.TextChoices):
        HOST = "host", _("At the home ground of one of those who come")
        NEUTRAL = "neutral", _("Somewhere neutral")
        TOWN_HALL = "town_hall", _("In a town hall")
        DIGITAL = "digital", _("On screens")

    class LegalForm(models.TextChoices):
        SEMINAR = "seminar", _("A seminar: no matter is treated")
        ELECTED_BODY = "elected_body", _("A meeting of an elected body that treats a matter")

    class Mode(models.TextChoices):
        NONE = "", _("Nothing is answered on a form")
        ANONYMOUS = "anonymous", _("Anonymous: everybody answers on a phone of their own")
        OPEN_TABLE = "open_table", _("Open table: scores are read aloud at the table")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", null=True, on_delete=models.CASCADE, related_name="+"
    )
    group = models.ForeignKey("people.Group", null=True, on_delete=models.CASCADE, related_name="+")
    # The sheet as it was when the meeting was planned; its steps are rows of their own.
    sheet_key = models.CharField(max_length=60)
    sheet_version = models.PositiveIntegerField()
    content = models.JSONField()

    title = models.CharField(max_length=160)
    purpose = models.TextField(max_length=600)
    intended_use = models.TextField(max_length=600)
    follow_up_on = models.DateField()
    minimum_group_size = models.PositiveIntegerField(default=5)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.NONE, blank=True)

    planned_start = models.DateTimeField()
    place = models.CharField(max_length=160)
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices, default=PlaceKind.HOST)
    legal_form = models.CharField(
        max_length=12, choices=LegalForm.choices, default=LegalForm.SEMINAR
    )
    # Who in the leadership owns it, and the need they have said aloud themselves.
    owner = models.CharField(max_length=120, blank=True)
    owner_role = models.CharField(max_length=120, blank=True)
    need = models.TextField(max_length=400, blank=True)
    need_said_where = models.CharField(max_length=160, blank=True)

    table_count = models.PositiveSmallIntegerField(default=1)
    join_code = models.OneToOneField(
        "participation.JoinCode", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["planned_start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(collaboration__isnull=True) ^ models.Q(group__isnull=True),
                name="a_meeting_is_of_a_collaboration_or_a_group",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sheet(self) -> RunSheet:
        return read_run_sheet(self.content)

    @property
    def is_planned(self) -> bool:
        return self.begun_at is None

    @property
    def is_led(self) -> bool:
        return self.begun_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Step(models.Model):
    """One step of a meeting: what is said, done, shown and written, and for how long."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    content = models.JSONField()
    # What it is given now; what it was given when the meeting began stays beside it.
    minutes = models.PositiveSmallIntegerField()
    planned_minutes = models.PositiveSmallIntegerField()
    # A time of the clock that an overrun does not move, such as a meal.
    locked_at = models.TimeField(null=True)
    # What the leader has written to be shown in it, one line for each point.
    prepared = models.TextField(max_length=1200, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key

    @property
    def texts(self) -> StepContent:
        return read_step(self.content)


class StepRun(models.Model):
    """That a step was gone through, once: the minutes of the meeting are read from these."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Gone through")
        SKIPPED = "skipped", _("Skipped")
        LEFT = "left", _("Gone back from")

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ["started_at", "id"]

    def __str__(self) -> str:
        return f"{self.step_id} {self.outcome}"


class MeetingState(models.Model):
    """The one row that every press locks, and that everything shown is derived from.

    `revision` changes with what leaders do; `room_revision` with what tables hand in or ask for.
    """

    class Wall(models.TextChoices):
        STEP = "", _("What the step shows")
        CODE = "code", _("The code")
        AFTER = "after", _("What comes after the talk")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="state")
    step = models.ForeignKey(Step, null=True, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    room_revision = models.PositiveIntegerField(default=0)
    is_blank = models.BooleanField(default=False)
    wall = models.CharField(max_length=6, choices=Wall.choices, default=Wall.STEP, blank=True)
    # Who pressed last, for the other leader.
    pressed_by = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.revision}"


class Leader(models.Model):
    """Who leads a meeting or helps in it; any facilitator who opens the console is one."""

    class Part(models.TextChoices):
        LEADS = "leads", _("leads")
        HELPS = "helps", _("helps")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="leaders")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.HELPS)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "account"], name="a_leader_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.part}"


class MeetingRound(models.Model):
    """The round that some steps of a meeting share. Its code is never shown: phones have a link."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rounds")
    instrument_key = models.CharField(max_length=60)
    survey_round = models.OneToOneField(
        "surveys.SurveyRound", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "instrument_key"], name="a_meeting_asks_with_an_instrument_once"
            )
        ]

    def __str__(self) -> str:
        return self.instrument_key


class Table(models.Model):
    """A table in the room. How many sit there is said by the table; an interpreter is no seat."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="a_table_has_a_number")
        ]

    def __str__(self) -> str:
        return str(self.number)


class TableMark(models.Model):
    """That a table has read aloud, is done with a step, or asks for help in it. No person."""

    class Kind(models.TextChoices):
        READ = "read", _("All have read")
        HELP = "help", _("Asks for help")

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="marks")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    # The leader who has said that they go there, so that help is never sent twice.
    taken_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "step", "kind"], name="a_mark_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.kind}"


class Arrival(models.Model):
    """A phone in the room, and the table it is at. Nothing of it is a person, a time or a device.

    The key is a hash of a random cookie that is sent to the addresses of the meeting alone.
    """

    key = models.CharField(max_length=32, primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="arrivals")
    table = models.ForeignKey(Table, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return "a phone"


class Note(models.Model):
    """What a table has written on purpose and handed in. Not who wrote it, and not when."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("Handed in")
        TAKEN_BACK = "taken_back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="notes")
    table = models.ForeignKey(Table, null=True, on_delete=models.CASCADE, related_name="+")
    # The text of each field of the step, by the key of the field.
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HANDED_IN)
    # Made by the page when the note is begun: a note that is sent twice is one note.
    client_key = models.CharField(max_length=36)
    # Written before the step was left, and come in after, as from a phone without net.
    is_late = models.BooleanField(default=False)
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["table__number", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "client_key"], name="a_note_comes_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Commitment(models.Model):
    """One of the six fields a meeting closes with: taken on by somebody, or the reason why not."""

    class Part(models.TextChoices):
        WHEN_HOME = "when_home", _("When we are home")
        BEFORE_NEXT = "before_next", _("Before the next meeting")
        CONTENT_OF_NEXT = "content_of_next", _("At the next meeting")

    class Side(models.TextChoices):
        HOST = "host", _("The host")
        PARTICIPANTS = "participants", _("Those who came")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="commitments")
    part = models.CharField(max_length=16, choices=Part.choices)
    side = models.CharField(max_length=12, choices=Side.choices)
    title = models.CharField(max_length=160, blank=True)
    taken_by = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    # Said of a promise that somebody must ask for at home first.
    must_ask_home = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    action = models.ForeignKey(
        "action_plans.Action", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "part", "side"], name="a_field_is_filled_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.reason
