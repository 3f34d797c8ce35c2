"""One gate: what may not be shown changes nothing that anybody can see.

Two worlds differ only in what may not be shown: what people answer in an open round and how many
they are within a step, what a table has written, the answers of a round whose result has not been
shown, and in one that has, who in two groups that are held back answered what, and which answers
belong together. Every address that there is, every person, every table of the database but those
pinned here as holding answers, the log, and what the worker and the doctor tell must then be the
same, letter by letter. A new page, file or row that goes around the gate makes them differ.
"""

from __future__ import annotations

import ast
import logging
import random
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samspill.collaborations.models import Collaboration, Partner
from samspill.collaborations.operations import NewPartner, add_partners
from samspill.participation import operations as participation
from samspill.surveys import closing_operations, operations, results
from samspill.surveys.models import SurveyRound
from samspill.surveys.table_operations import take_table, write_column
from tests import cast as people
from tests.contracts.test_access_table import MAKERS, URLS, guard_of
from tests.contracts.test_house import SOURCE, product_files

PERSONS = ("ada", "cecilie", "frode", "gry", "nobody")

# What holds answers, and may differ. Everything else in the database is compared.
HOLDS_ANSWERS: dict[str, frozenset[str] | None] = {
    "surveys.Response": None,
    "surveys.TableSheet": frozenset({"columns"}),
    "surveys.SurveyRound": frozenset({"counts"}),
}

# Who reads answers. A module that is added here must say in its docstring what it lets through.
READS_ANSWERS = {
    "surveys/closing.py": "turns them into counts and a band, mixes those of an older promise",
    "surveys/closing_operations.py": "deletes them",
    "surveys/reading_inputs.py": "counts them for a release",
    "surveys/operations.py": "stores them, up to the number that was asked",
    "surveys/results.py": "tells a phone that its own is there; one that keeps a sheet sees that",
    "surveys/table_operations.py": "writes a sheet",
    "surveys/import_operations.py": "stores the counts of a file",
    "operating/database_checks.py": "names columns that nothing may sample, and reads none",
    "surveys/declares.py": "says that they tell of nobody, and reads none",
}
# Who walks over all tables: copies for whoever runs the server, and never a page.
READS_ALL_TABLES = {
    "foundation/privacy/traces.py",
    "operating/database_checks.py",
    "operating/first_databases.py",
    "operating/running.py",
    "operating/database_copies.py",
}

KEY = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
# One's own file has the moments of what one did, and each world is made at another.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d+\+00:00|\d{1,2}\. \w+ \d{4} \d\d:\d\d")
# What an address has that lets somebody in is drawn anew in each world.
SECRET = re.compile(r"/(task|invitation|link|own)/[\w:-]{16,}")
Seen = dict[tuple[str, ...], object]


@dataclass(frozen=True)
class World:
    cast: people.Cast
    collaboration: Collaboration
    rounds: dict[str, SurveyRound]

    def addresses(self) -> Iterator[tuple[str, str, str]]:
        """Yield the name of every URL, what it is asked about, and its address."""
        for url in URLS:
            guard = guard_of(url.view)
            assert guard is not None
            if not url.arguments:
                yield url.name, "", reverse(url.name)
            for about, key in self._keys(guard.access, url.name) if url.arguments else ():
                yield url.name, about, reverse(url.name, args=[key])

    def _keys(self, access: str, name: str) -> Iterator[tuple[str, str]]:
        if access == "access_round":
            yield from ((state, str(one.pk)) for state, one in self.rounds.items())
        elif access in ("find_by_code", "find_round_by_code", "find_open_table_by_code"):
            for state, one in self.rounds.items():
                if one.join_code is not None:
                    yield state, one.join_code.address
        elif access == "access_collaboration":
            yield "", str(self.collaboration.pk)
        elif access == "access_partner":
            partner = Partner.objects.filter(collaboration=self.collaboration).order_by("name")[0]
            yield "", str(partner.pk)
        else:
            key = (MAKERS.get(name) or MAKERS[access])(self.cast.cecilie)
            # Lists are in the order of names: two alike would stand in the order of their keys.
            unnamed = Collaboration.objects.filter(name=self.collaboration.name)
            unnamed.exclude(pk=self.collaboration.pk).update(name=f"Samarbeid for {name}")
            yield "", key


# --- Two worlds -----------------------------------------------------------------------------------


def build(which: int) -> World:
    cast = people.gather()
    owner = people.a_collaboration(cast.cecilie)
    kind = Partner.Kind.MUNICIPALITY
    add_partners(
        owner, [NewPartner(kind, "Sundvoll"), NewPartner(kind, "Tverrelv")], by=cast.cecilie
    )
    anything = {"expected_count": 60}
    opened = people.an_open_round(cast.cecilie, owner, **anything)
    people.answer_it(opened, answers(which, (11, 14)[which]))
    closed = people.an_open_round(cast.cecilie, owner, **anything)
    people.answer_it(closed, answers(which, (24, 27)[which]))
    closed = closing_operations.close_round(closed, by=cast.cecilie)
    return World(
        cast,
        owner,
        {
            "draft": people.a_draft(cast.cecilie, owner),
            "open": opened,
            "table": _a_table(cast, owner, which),
            "closed": closed,
            "shown": _shown_with_groups(cast, owner, which),
        },
    )


def answers(which: int, people_count: int) -> list[list[int | None]]:
    """Everybody high in one world, in camps in the other."""
    point = ([4, 5], [1, 5])[which]
    return [[point[(person + item) % 2] for item in range(10)] for person in range(people_count)]


def _a_table(cast: people.Cast, owner: Collaboration, which: int) -> SurveyRound:
    table = people.an_open_round(cast.cecilie, owner, mode="open_table")
    holder = uuid.UUID(int=5)
    take_table(table, number=1, holder=holder)
    for place, ratings in enumerate(answers(which, 6)):
        write_column(table, holder=holder, ratings=ratings, place=place)
    return table


def _shown_with_groups(cast: people.Cast, owner: Collaboration, which: int) -> SurveyRound:
    draft = people.a_draft(cast.cecilie, owner)
    plan = people.a_group_plan(draft, 12, 10, 6, 6)
    operations.ask_for_background(draft, plan, by=cast.cecilie)
    opened = operations.open_round(draft, by=cast.cecilie)
    for ratings, group in rows_with_groups(which):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=ratings, group=group)
    return people.show_it(opened, cast.cecilie)


def rows_with_groups(which: int) -> list[tuple[list[int | None], int]]:
    """Give the same counts for the room and for the large groups in both worlds.

    Two groups of four and three are held back: in the other world each has the answers of the
    other. Within a large group, the answers to each statement belong to other people.
    """
    rows: list[tuple[list[int | None], int]] = []
    for group, size in ((0, 12), (1, 10)):
        for person in range(size):
            turned = [(person + which * item) % size for item in range(10)]
            rows.append(([1 + (3 * one + item) % 5 for item, one in enumerate(turned)], group))
    small = ([5] * 10, 4), ([1] * 10, 3)
    for place, (ratings, size) in enumerate(small):
        rows += [(list(ratings), 2 + (place + which) % 2)] * size
    return rows


# --- What can be seen -----------------------------------------------------------------------------


@contextmanager
def known_codes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the same codes in both worlds: they stand on pages, and in the QR code."""
    dice = random.Random(11)
    drawn = SimpleNamespace(
        choice=dice.choice, token_urlsafe=lambda size: f"{dice.getrandbits(8 * size):x}"
    )
    with monkeypatch.context() as patch:
        patch.setattr(participation, "secrets", drawn)
        patch.setattr("samspill.participation.signs._sign", lambda _of, _when: "47")
        # The same statements are left without groups by lot.
        patch.setattr(
            "numpy.random.default_rng", lambda *_seed: np.random.Generator(np.random.PCG64(3))
        )
        yield


def observe(which: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Build a world, look at everything in it as everybody, and take it away again."""
    with transaction.atomic(), known_codes(monkeypatch):
        caplog.clear()
        world = build(which)
        seen: Seen = dict(_pages(world)) | dict(_failures(world, monkeypatch))
        ordered = people.an_export(world.cast.cecilie, world.rounds["shown"])
        assert ordered.content is not None
        seen["the export",] = bytes(ordered.content)
        closing_operations.delete_answers_due(date(2000, 1, 1))
        seen |= dict(_rows())
        seen["the doctor",] = {**asdict(results.keeping()), "newest": None}
        with caplog.at_level(logging.DEBUG, logger="samspill"):
            seen["the log",] = _same_keys("\n".join(_formatted(one) for one in caplog.records))
        transaction.set_rollback(True)
    return seen


def _pages(world: World) -> Iterator[tuple[tuple[str, ...], str]]:
    browsers = {name: people.client_of(world.cast.named().get(name)) for name in PERSONS}
    addresses = list(world.addresses())
    for name, about, address in addresses:
        for person, browser in browsers.items():
            if (name, person) != ("accounts:log_out", person):
                yield (name, about, person), _seen(browser, address)
    phone = Client()
    for state in ("open", "table"):
        code = world.rounds[state].join_code
        assert code is not None
        phone.post(f"/r/{code.address}/begin/")
    for name, about, address in addresses:
        if address.startswith("/r/"):
            yield (name, about, "a phone"), _seen(phone, address)


def _failures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Look at what is told when a page breaks, is not there, or refuses a form."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = people.client_of(world.cast.cecilie).cookies
    for state, one in world.rounds.items():
        yield ("refused", state), _of(strict.post(f"/rounds/{one.pk}/close/"))
        yield ("no page", state), _seen(strict, f"/rounds/{one.pk}/answers/")
        with monkeypatch.context() as patch:
            patch.setattr("samspill.surveys.views.panels_for", _break)
            patch.setattr("samspill.surveys.participant_views.open_panels_for", _break)
            yield ("broken", state), _seen(strict, f"/rounds/{one.pk}/")
            if one.join_code is not None:
                yield ("broken", state, "a phone"), _seen(strict, f"/r/{one.join_code.address}/")


def _break(*_arguments: object) -> None:
    message = "broken on purpose"
    raise RuntimeError(message)


def _rows() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for model in apps.get_models():
        label = model._meta.label
        hidden = HOLDS_ANSWERS.get(label, frozenset())
        if hidden is None or not model.__module__.startswith("samspill."):
            continue
        rows = model._default_manager.values()
        yield ("rows", label), sorted(_row(one, hidden, label) for one in rows)


def _row(row: dict[str, Any], hidden: frozenset[str], label: str) -> str:
    kept = {
        # Whose password it is and when it was made is drawn anew each time.
        name: value.date() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in hidden and (label, name) != ("accounts.Account", "password")
        # PostgreSQL goes on counting after a world has been taken away again.
        if not (name.endswith("id") and isinstance(value, int))
    }
    return KEY.sub("key", repr(kept))


def _seen(browser: Client, address: str) -> str:
    return _of(browser.get(address))


def _of(response: Any) -> str:
    body = b"".join(response) if response.streaming else response.content
    told = {
        name: value for name, value in response.items() if name not in ("Content-Length", "Expires")
    }
    text = people.without_tokens(body.decode("utf-8", "replace"))
    return _same_keys(f"{response.status_code} {told}\n{text}")


def _same_keys(text: str) -> str:
    """Name every key by when it comes first, so that the same thing has the same name."""
    names: dict[str, str] = {}
    text = MOMENT.sub("a moment", SECRET.sub(r"/\1/SECRET", text))
    return KEY.sub(lambda found: names.setdefault(found[0], f"key{len(names)}"), text)


def _formatted(record: logging.LogRecord) -> str:
    return logging.Formatter("%(levelname)s %(name)s %(message)s").format(record)


def differences(one: Seen, other: Seen) -> list[tuple[str, ...]]:
    assert one.keys() == other.keys(), one.keys() ^ other.keys()
    return [key for key, seen in one.items() if seen != other[key]]


# --- The tests ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_may_not_be_shown_changes_nothing_that_anybody_can_see(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = observe(0, caplog, monkeypatch)
    assert not differences(first, observe(1, caplog, monkeypatch))
    assert len(first) > 500
    for key in (
        ("surveys:reading", "shown", "ada"),
        ("surveys:round", "open", "cecilie"),
        ("surveys:round", "closed", "cecilie"),
        ("surveys:screen", "shown", "cecilie"),
    ):
        assert str(first[key]).startswith("200 "), key
    assert str(first["broken", "open"]).startswith("500 ")


@pytest.mark.django_db
def test_the_two_worlds_do_differ() -> None:
    """Otherwise the test above could not fail."""
    for which in (0, 1):
        assert len(rows_with_groups(which)) == 29
    counted = []
    for which in (0, 1):
        rows = rows_with_groups(which)
        counted.append(
            {(group, item, row[item]) for row, group in rows for item in range(10) if group > 1}
        )
    assert counted[0].isdisjoint(counted[1])
    assert sorted(map(str, rows_with_groups(0))) != sorted(map(str, rows_with_groups(1)))


Leak = Callable[[pytest.MonkeyPatch], None]


def _an_exact_count(patch: pytest.MonkeyPatch) -> None:
    from samspill.surveys.models import Response

    def counted(survey_round: SurveyRound) -> str:
        count = Response.objects.filter(survey_round=survey_round).count()
        return f"{count}"

    patch.setattr(results, "how_many", counted)


def _a_sum_of_answers(patch: pytest.MonkeyPatch) -> None:
    from samspill.surveys.models import Response

    real = results.round_summary

    def with_a_sum(survey_round: SurveyRound, language: str) -> results.RoundSummary:
        found = Response.objects.filter(survey_round=survey_round)
        made = real(survey_round, language)
        total = sum(one.ratings[0] for one in found)
        return results.RoundSummary(**{**vars(made), "title": f"{made.title} {total}"})

    patch.setattr(results, "round_summary", with_a_sum)


def _a_line_of_the_log(patch: pytest.MonkeyPatch) -> None:
    real = operations.check_ratings

    def logged(survey_round: SurveyRound, ratings: Any) -> None:
        logging.getLogger("samspill.surveys").warning("took %s", ratings)
        real(survey_round, ratings)

    patch.setattr(operations, "check_ratings", logged)


def _an_audit_entry(patch: pytest.MonkeyPatch) -> None:
    from samspill.foundation.audit.public import record
    from samspill.surveys.models import Response
    from samspill.toolbox.round_records import Counts

    real = closing_operations.count_rows

    def audited(survey_round: SurveyRound) -> Counts:
        found = Response.objects.filter(survey_round=survey_round).count()
        record(f"closed_with_{found}", survey_round, by=None)
        return real(survey_round)

    patch.setattr(closing_operations, "count_rows", audited)


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize(
    "leak", [_an_exact_count, _a_sum_of_answers, _a_line_of_the_log, _an_audit_entry]
)
def test_an_output_that_goes_around_the_gate_is_found(
    leak: Leak, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A few pages are enough: what is tried is whether the comparison sees it.
    few = [url for url in URLS if url.name in ("surveys:round", "surveys:reading")]
    monkeypatch.setattr("tests.contracts.test_gate.URLS", few)
    leak(monkeypatch)
    first = observe(0, caplog, monkeypatch)
    assert differences(first, observe(1, caplog, monkeypatch))


def test_only_those_pinned_here_read_answers() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for path in product_files()
        if path.name != "models.py" and _reads_answers(path)
    }
    assert found == set(READS_ANSWERS), found ^ set(READS_ANSWERS)


def _reads_answers(path: Path) -> bool:
    """Tell whether a module names what holds answers, or the column with counts of a round."""
    for node in ast.walk(ast.parse(path.read_text())):
        names: set[str] = set()
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("surveys.models"):
            names = {alias.name for alias in node.names}
        if names & {"Response", "TableSheet"}:
            return True
        is_counts = isinstance(node, ast.Attribute) and node.attr == "counts"
        if is_counts and getattr(node.value, "id", "") in ("survey_round", "made"):  # type: ignore[attr-defined]
            return True
        if getattr(node, "value", None) in ("surveys_response", "surveys.Response"):
            return True
    return False


def test_only_those_pinned_here_walk_over_all_tables() -> None:
    # A model that is named is one table; one that is not may be any.
    ways = re.compile(
        r"get_models\(|get_model\((?!\")|table_names\(|\.cursor\(|\.raw\(|(?<!sociallogin\.)connect\("
    )
    found = {
        str(path.relative_to(SOURCE)) for path in product_files() if ways.search(path.read_text())
    }
    assert found == READS_ALL_TABLES, found ^ READS_ALL_TABLES


def test_there_is_no_way_out_that_this_test_does_not_know() -> None:
    """Mail leaves from one place, and nothing is served but pages and one kind of file."""
    ways: dict[str, set[str]] = {}
    for path in product_files():
        for name in re.findall(
            r"core\.mail|JsonResponse|FileResponse|StreamingHttpResponse|smtplib|webbrowser",
            path.read_text(),
        ):
            ways.setdefault(str(path.relative_to(SOURCE)), set()).add(name)
    # The script that sends a file of answers in parts is told which part comes next.
    assert ways == {
        "imports/upload_views.py": {"JsonResponse"},
        "foundation/mail/backend.py": {"core.mail"},
        "foundation/mail/operations.py": {"core.mail", "smtplib"},
    }
