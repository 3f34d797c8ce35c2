"""The people every test knows by name, and the things they have.

Cecilie leads processes in the regional council; Ada (mayor), Bjørn (municipal director) and Eli
(line manager) read there; Frode leads processes in another municipality and must see nothing;
Gry runs the installation and must see no answers; Dag has no account at all.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from samspill.collaborations.access import PartnerTask
from samspill.collaborations.models import Collaboration, Partner
from samspill.collaborations.operations import NewPartner, add_partners, create_collaboration
from samspill.collaborations.public import partners_of
from samspill.exports import operations as exports
from samspill.exports.models import Export
from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.imports import operations as imports
from samspill.imports import reader, recognition, results
from samspill.imports.models import AnswerFile
from samspill.participation.public import NewTask, make_task_link
from samspill.surveys import closing_operations, operations
from samspill.surveys.groupings import GroupPlan, plan_groups
from samspill.surveys.import_operations import GivenElsewhere
from samspill.surveys.models import SurveyRound
from samspill.surveys.round_settings import RoundSettings
from samspill.toolbox import catalogue

NEEDED = (Role.FACILITATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Cast:
    """Everybody, as actors."""

    ada: Actor
    bjorn: Actor
    cecilie: Actor
    eli: Actor
    frode: Actor
    gry: Actor

    def named(self) -> dict[str, Actor]:
        return dict(vars(self))


def gather() -> Cast:
    """Create two organisations and the people in them."""
    council = Organisation.objects.create(name="Regionrådet for Indre Fjord")
    elsewhere = Organisation.objects.create(name="En annen kommune")
    return Cast(
        ada=_person("Ada Lie", council, Role.READER),
        bjorn=_person("Bjørn Dahl", council, Role.READER),
        cecilie=_person("Cecilie Moe", council, Role.FACILITATOR),
        eli=_person("Eli Strand", council, Role.READER),
        frode=_person("Frode Nes", elsewhere, Role.FACILITATOR),
        gry=_person("Gry Vik", council, Role.ADMINISTRATOR),
    )


def client_of(actor: Actor | None) -> Client:
    """Return a browser in which this person is logged in; with None, one where nobody is."""
    client = Client()
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def browser_of(name: str, cast: Cast) -> Client:
    """Return the browser of somebody in the cast, or of one of those who stand beside it."""
    beside = {
        "an_ended_member": an_ended_member,
        "in_the_wrong_one": in_the_wrong_one,
        "with_a_task_link": with_a_task_link,
    }
    return beside[name](cast) if name in beside else client_of(cast.named().get(name))


def an_ended_member(cast: Cast) -> Client:
    """Return the browser of Ivar, who led here until yesterday and is still logged in."""
    ivar = _person("Ivar Lund", _organisation(cast.cecilie), *NEEDED)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(account=ivar.account_id).update(ends_on=yesterday)
    return client_of(ivar)


def in_the_wrong_one(cast: Cast) -> Client:
    """Return the browser of Kari, who has every right here, and acts for Frode's municipality."""
    kari = _person("Kari Berg", _organisation(cast.cecilie), *NEEDED)
    elsewhere = _organisation(cast.frode)
    Membership.objects.create(
        account_id=kari.account_id, organisation=elsewhere, role=Role.FACILITATOR
    )
    browser = client_of(kari)
    browser.post("/organisations/choose/", {"organisation": str(elsewhere.pk)})
    return browser


def with_a_task_link(cast: Cast) -> Client:
    """Return the browser of somebody without an account who has opened a task link."""
    partner = partners_of(a_collaboration(cast.cecilie))[0]
    ends_on = timezone.localdate() + timedelta(days=14)
    task = NewTask(PartnerTask.WRITE_DOWN_DECISION, partner.pk, partner.name, ends_on)
    browser = Client()
    browser.get(f"/task/{make_task_link(task, by=cast.cecilie).token}/")
    return browser


def without_tokens(page: str) -> str:
    """Return a page without the form tokens, which always differ."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def _person(name: str, organisation: Organisation, *roles: Role) -> Actor:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.no"
    account = Account.objects.create_account(email=email, name=name)
    for role in roles:
        Membership.objects.create(account=account, organisation=organisation, role=role)
    return Actor(account.pk, name, organisation.pk, frozenset(roles))


def _organisation(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation_id)


def a_collaboration(by: Actor) -> Collaboration:
    made = create_collaboration(
        name="Samarbeid om barnevern", purpose="Vi vil gi barna bedre hjelp.", by=by
    )
    kind = Partner.Kind.MUNICIPALITY
    add_partners(made, [NewPartner(kind, "Nesdal"), NewPartner(kind, "Lidal")], by=by)
    return made


def round_settings(**changes: object) -> RoundSettings:
    values: dict[str, object] = {
        "content": catalogue.instrument("collaboration_test").asked,
        "purpose": "Vi vil vite hvordan det går.",
        "intended_use": "Vi leser svarene sammen.",
        "follow_up_on": timezone.localdate() + timedelta(days=180),
        "expected_count": 30,
        "sign": SurveyRound.Sign.ELSEWHERE,
    }
    return RoundSettings(**{**values, **changes})  # type: ignore[arg-type]


def a_draft(
    by: Actor, collaboration: Collaboration | None = None, **changes: object
) -> SurveyRound:
    settings = round_settings(**changes)
    return operations.create_round(collaboration or a_collaboration(by), settings, by=by)


def an_open_round(
    by: Actor, collaboration: Collaboration | None = None, **changes: object
) -> SurveyRound:
    return operations.open_round(a_draft(by, collaboration, **changes), by=by)


def a_file_of_answers(people: int = 12, heading: str = "Kommune") -> bytes:
    """Return a CSV file as a survey tool writes it: names and words, one row a person."""
    items = catalogue.instrument("collaboration_test").items
    words = ["Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig", "Vet ikke"]
    rows = [";".join(["Navn", heading, *(item.text["nb"] for item in items)])]
    for number in range(people):
        given = [words[(number * 7 + place * 3) % 6] for place in range(len(items))]
        rows.append(";".join([f"Person {number}", ("Nesdal", "Lidal")[number % 2], *given]))
    return "\n".join(rows).encode()


def an_answer_file(
    by: Actor, data: bytes | None = None, *, collaboration: Collaboration | None = None
) -> AnswerFile:
    """Send a file and let it be read, here and now and not by the worker."""
    data = data or a_file_of_answers()
    made = imports.begin_file(
        collaboration or a_collaboration(by), name="svar.csv", size=len(data), by=by
    )
    for number, start in enumerate(range(0, len(data), imports.PART_BYTES)):
        imports.add_part(made, number, data[start : start + imports.PART_BYTES])
    imports.finish_file(made)
    made.refresh_from_db()
    made.found = reader.describe(data, {}, lambda _line: None)
    made.state = AnswerFile.State.DESCRIBED
    made.save()
    return made


def a_counted_file(by: Actor, data: bytes | None = None) -> AnswerFile:
    """Send a file, take every guess for right, and let it be counted."""
    made = an_answer_file(by, data)
    asked = catalogue.instrument("collaboration_test").asked
    (scale,) = asked.scales
    columns = recognition.guess_columns(made.found["columns"], asked)
    texts = results.texts_in(made, [one for one in columns if one is not None])
    points = recognition.guess_points(texts, scale)
    made.choices = {
        "instrument": "collaboration_test",
        "content": asked.encode(),
        "items": [{"column": one, "reversed": False} for one in columns],
        "points_on": {
            scale.key: results.as_places({text: one or "none" for text, one in points.items()}, 1)
        },
    }
    made.counts = reader.count(data or a_file_of_answers(), made.spec(), lambda _line: None)
    made.state = AnswerFile.State.COUNTED
    made.save()
    return made


def given_in(file: AnswerFile) -> GivenElsewhere:
    today = timezone.localdate()
    return results.given(file, None, {"begun_on": today, "ended_on": today})


def a_group_plan(survey_round: SurveyRound, *sizes: int, by_kind: bool = False) -> GroupPlan:
    """Plan groups with so many asked from each partner, in the order of the partners."""
    partners = {one.pk: one for one in partners_of(survey_round.collaboration)}
    asked = dict(zip(partners, sizes or (10, 12), strict=True))
    return plan_groups("kind" if by_kind else "partner", partners, asked, minimum=5)


def answer_it(survey_round: SurveyRound, answers: Iterable[list[int | None]]) -> None:
    for ratings in answers:
        operations.submit_response(survey_round, key=uuid.uuid4(), ratings=ratings)


def some_answers(count: int) -> list[list[int | None]]:
    """Return answers that differ, so that something can be read: ten items, five points."""
    return [[(person + item) % 5 + 1 for item in range(10)] for person in range(count)]


def under_the_old_promise(by: Actor, *, answers: int, expected_count: int = 30) -> SurveyRound:
    """Return an open round as an earlier version left it: what is answered is kept until a day."""
    opened = an_open_round(by, expected_count=expected_count)
    answer_it(opened, some_answers(answers))
    opened.keeps_answers, opened.sign = True, SurveyRound.Sign.NONE
    opened.save(update_fields=["keeps_answers", "sign"])
    return opened


def let_the_minute_pass() -> None:
    """Do what the worker does when an announced minute is over: close, and make the pictures."""
    for announced in SurveyRound.objects.filter(closing_at__isnull=False, state="open"):
        SurveyRound.objects.filter(pk=announced.pk).update(
            closing_at=timezone.now() - timedelta(seconds=10)
        )
    closing_operations.close_due()
    closing_operations.draw_due()


def a_closed_round(by: Actor, *, answers: int = 24) -> SurveyRound:
    opened = an_open_round(by)
    answer_it(opened, some_answers(answers))
    return closing_operations.close_round(opened, by=by)


def a_published_round(by: Actor, *, answers: int = 24) -> SurveyRound:
    return closing_operations.publish_reading(a_closed_round(by, answers=answers), by=by)


def an_export(by: Actor, survey_round: SurveyRound | None = None) -> Export:
    """Order the files of a round that was shown, and make them as the worker does."""
    ordered = exports.order_export(survey_round or a_published_round(by), language="nb", by=by)
    exports.make_exports_due()
    ordered.refresh_from_db()
    return ordered


def show_it(survey_round: SurveyRound, by: Actor) -> SurveyRound:
    """Take a round, whatever its state, to where its result is shown."""
    if survey_round.state == SurveyRound.State.DRAFT:
        survey_round = operations.open_round(survey_round, by=by)
    if survey_round.is_open:
        survey_round = closing_operations.close_round(survey_round, by=by)
    return closing_operations.publish_reading(survey_round, by=by)


def a_shown_round_of(collaboration: Collaboration, by: Actor) -> SurveyRound:
    return show_it(a_draft(by, collaboration), by)
