"""The meetings of the demo: one that has been, with what was promised, and one to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.meetings.public import (
    Meeting,
    NewCommitment,
    NewMeeting,
    Press,
    Pressed,
    add_people,
    begin_meeting,
    close_meeting,
    hand_in_note,
    plan_meeting,
    press,
    propose_tables,
    read_lines,
    send_information,
    sit_at_table,
    write_commitment,
)
from samspill.toolbox.run_sheets import run_sheet

# How long each step of the first meeting took, in minutes; one went on too long.
TOOK = (11, 19, 10, 9, 5, 10, 13, 12, 10)
# What the secretary wrote, by the step it was written in.
WRITTEN = {
    "ground_rules": ("Vi spør før vi svarer.", "Vi sier fra i god tid.", "Vi holder tiden."),
}
# Who comes to the trust exercise, as the facilitator pasted it.
COMING = """\
Siri Bakke;Sundvoll;politiker
Torunn Lien;Fjellnes;administrasjon
Jonas Ruud;Storøyna;politiker
Per Aasen;Lidal;administrasjon;bordleder
Hilde Nes;Nesdal;politiker
Svein Hovde;Tverrelv;næringsliv
Kari Lunde;Storøyna;politiker;bordleder
Nils Haugen;Fjellnes;administrasjon
Ola Berg;Storøyna;næringsliv
Marte Dahl;Lidal;politiker
Berit Solli;Nesdal;frivillig
Arne Myhre;Tverrelv;næringsliv
Ingrid Moe;Sundvoll;politiker;bordleder
Silje Eide;Fjellnes;politiker
Mona Holm;Storøyna;politiker
Leif Foss;Lidal;næringsliv;uten telefon
Pål Rød;Nesdal;politiker
Randi Vold;Tverrelv;administrasjon
Ida Haug;Sundvoll;administrasjon
Odd Skar;Fjellnes;politiker;uten telefon
Liv Bø;Storøyna;næringsliv
Stig Næss;Lidal;politiker;bordleder
Turid Krogh;Nesdal;administrasjon
Rune Ås;Tverrelv;politiker
Jorunn Falk;Sundvoll;politiker
Helge Helle;Fjellnes;frivillig
Vigdis Grønn;Storøyna;politiker;bordleder
Terje Stene;Lidal;administrasjon
Sissel Rygg;Nesdal;politiker
Bjørn Teig;Tverrelv;administrasjon
Hilde Moen;Sundvoll;administrasjon
Tor Strand;Sundvoll;politiker
Gro Aune;Sundvoll;administrasjon
Knut Lie;Lidal;politiker
Åse Tveit;Nesdal;politiker;bordleder
Geir Sande;Tverrelv;administrasjon
Solveig Løken;Sundvoll;politiker
Frode Sunde;Fjellnes;administrasjon
Anne Vik;Storøyna;politiker;bordleder
Kjell Hagen;Lidal;administrasjon
Aud Nygård;Nesdal;politiker
Egil Mo;Tverrelv;næringsliv
Unni Øien;Sundvoll;administrasjon
Jan Vang;Fjellnes;politiker
Ruth Kvam;Storøyna;administrasjon
Roar Dale;Lidal;politiker;bordleder
Tone Engen;Nesdal;næringsliv
Dag Brekke;Tverrelv;politiker
"""
PROMISED = (
    ("when_home", "host", "Sende notatet til alle", "Marit Solheim", 4),
    ("before_next", "host", "Spørre kommunene hva de har å by på", "Marit Solheim", 40),
    ("content_of_next", "host", "Første sak: hva er gjort siden sist", "Torunn Bakke", 60),
    ("when_home", "participants", "Fortelle formannskapet hva vi vil sammen", "Eli Brekke", 21),
    ("before_next", "participants", "Invitere rådet hjem til Storøyna", "Anne Vik", 40),
)


def add_meetings(council: Collaboration, *, by: Actor) -> None:
    """Add a first meeting that has been held and closed, and a trust exercise that is planned."""
    _held(council, by)
    _planned(council, by)


def _planned(council: Collaboration, by: Actor) -> None:
    meeting = plan_meeting(
        council,
        run_sheet("trust_exercise"),
        NewMeeting(
            title="Tillitsøvelsen i Nesdal",
            purpose="Vi vil finne ut hvorfor noe lyktes og noe mislyktes.",
            intended_use="Rådet tar det dere kommer fram til, med i arbeidet med ny avtale.",
            follow_up_on=timezone.localdate() + timedelta(days=110),
            planned_start=_evening(20),
            place="Nesdal kulturhus",
            owner="Anne Vik",
            owner_role="leder i regionrådet",
            need="Vi vedtar sammen, og så gjør vi det hver for oss. Vi må tørre å si hvorfor.",
            need_said_where="Sagt i rådet i november",
            table_count=8,
        ),
        by=by,
        is_simulated=True,
    )
    send_information(meeting, by=by)
    add_people(meeting, read_lines(COMING), by=by)
    propose_tables(meeting, by=by)


def _held(council: Collaboration, by: Actor) -> None:
    began = _evening(-48)
    meeting = plan_meeting(
        council,
        run_sheet("first_meeting"),
        NewMeeting(
            title="Det første møtet i det nye rådet",
            purpose="Vi vil bli kjent og lage spilleregler.",
            intended_use="Spillereglene henger på veggen hver gang vi møtes.",
            follow_up_on=timezone.localdate() + timedelta(days=30),
            planned_start=began,
            place="Storøyna bedehus",
            owner="Torunn Bakke",
            table_count=3,
        ),
        by=by,
        is_simulated=True,
    )
    begin_meeting(meeting, by=by, now=began)
    for table in (1, 2, 3):
        sit_at_table(meeting, phone=f"demo{table}{meeting.pk.hex}"[:32], number=table)
    ended = _led(meeting, began, by)
    for part, side, title, taken_by, days in PROMISED:
        due_on = timezone.localdate(began) + timedelta(days=days)
        promise = NewCommitment(part=part, side=side, title=title, taken_by=taken_by, due_on=due_on)
        write_commitment(meeting, promise, by=by)
    reason = "Vi vil se hva som kommer ut av dette før vi velger tema."
    write_commitment(
        meeting, NewCommitment(part="content_of_next", side="participants", reason=reason), by=by
    )
    close_meeting(meeting, by=by, now=ended)


def _led(meeting: Meeting, began: datetime, by: Actor) -> datetime:
    """Go through the steps, write what the room agreed, and return when the meeting ended."""
    now, steps = began, list(meeting.steps.all())
    for step, took in zip(steps, TOOK, strict=False):
        for number, text in enumerate(WRITTEN.get(step.key, ())):
            key = f"demo {step.key} {number}"
            hand_in_note(meeting, step, None, texts={"rule": text}, client_key=key)
        now += timedelta(minutes=took)
        if step is not steps[-1]:
            press(meeting, Pressed(act=Press.NEXT, on_step=step.pk), by=by, now=now)
    return now


def _evening(days: int) -> datetime:
    """Return six in the evening, so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(18)))
