"""What screen readers are told of every page, in three languages, on a wide screen and a phone.

The trees are kept in `trees/`, one file for a page; `make trees` writes them anew. Read the
difference as somebody would who hears the page: headings in order, links that make sense when they
are heard alone, a name for every figure, and nothing twice. Light or dark makes no difference to a
tree, which is shown once.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests import cast as people
from tests.journeys.conftest import Product, free_port, link_of, start, stop, wait_for
from tests.journeys.pages import every_page
from tests.journeys.steps import address_on, close_it, say_how_many, table_sign_on
from tests.journeys.trees import (
    PHONE,
    WIDE,
    Node,
    Seen,
    differences,
    in_every_language,
    see,
    told_in,
)
from tests.selection import LANGUAGES, languages

FOLDER = Path(__file__).with_name("trees")
RECORD = bool(os.environ.get("SAMSPILL_RECORD"))
# Around a page stands what stands around one of these.
SHELLS = {"start": "facilitator", "join": "participant"}
# Long, and its words are examples: the other languages must have its structure, and no more.
ONLY_BOKMAL = {"style guide"}

# Two rounds of one collaboration may ask the same: what tells them apart stands beside the links.
SAME_WORDS = {
    *("Samarbeidssjekken", "The collaboration check"),
    *("Dialogsjekken", "The dialogue check"),
    *("Samtale- og tillitssjekken", "The dialogue and trust check"),
    *("Om runden", "About the round"),
}

NAME = "Felles barnevern"
LABEL = "[data-step]:visible label"
SIZES: dict[int, ViewportSize] = {
    WIDE: {"width": WIDE, "height": 900},
    PHONE: {"width": PHONE, "height": 780},
}

Seens = dict[str, dict[tuple[str, int], Seen]]
Go = Callable[[Page], object]


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Product]]:
    """One Samspill with the demo and one that is empty, which no other test has been in."""
    running, made = [], {}
    for name, more in (("demo", {}), ("empty", {"SAMSPILL_DEMO": "no"})):
        folder = tmp_path_factory.mktemp(f"trees-{name}")
        process = start(folder, free_port(), **more)
        running.append(process)
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        made[name] = Product(address, link, folder)
    yield made
    for process in running:
        stop(process)


class Watcher:
    """Goes to pages in the chosen languages, and remembers what was seen there, wide and narrow.

    What changes a page that others see is done in every language, whichever are looked at.
    """

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product = browser, product
        self.seen: Seens = defaultdict(dict)

    def in_each_language(
        self, chosen: tuple[str, ...] = LANGUAGES, **options: bool
    ) -> Iterator[tuple[str, Page]]:
        for language in chosen:
            page = self.page(language, **options)
            yield language, page
            page.context.close()

    def page(self, language: str, **options: bool) -> Page:
        context = self.browser.new_context(viewport=SIZES[WIDE], locale=language, **options)  # type: ignore[arg-type]
        context.add_cookies(
            [{"name": "samspill_language", "value": language, "url": self.product.address}]
        )
        context.set_default_timeout(10_000)
        return context.new_page()

    @contextmanager
    def facilitator(self) -> Iterator[Page]:
        page = self.page("nb")
        self.product.come_in(page)
        yield page
        page.context.close()

    def note(self, name: str, language: str, page: Page) -> None:
        for width in (PHONE, WIDE) if language in languages() else ():
            page.set_viewport_size(SIZES[width])
            self.seen[name][language, width] = see(page)

    def visit(self, stops: dict[str, Go]) -> None:
        """Go to each stop as a facilitator, in the chosen languages."""
        for language, page in self.in_each_language(languages()):
            self.product.come_in(page)
            for name, go in stops.items():
                go(page)
                self.note(name, language, page)


def to(address: str) -> Go:
    return lambda page: page.goto(address)


def sent_empty(address: str) -> Go:
    """Send the first form of a page as it is, with nothing in its texts."""

    def go(page: Page) -> None:
        page.goto(address)
        for field in page.locator("main form textarea, main form input[type=text]").all():
            field.fill("")
        page.locator("main form button[type=submit]").first.click()

    return go


def pressed(address: str, selector: str) -> Go:
    def go(page: Page) -> None:
        page.goto(address)
        page.locator(selector).first.click()

    return go


def open_round(page: Page, address: str, way_in: str) -> str:
    """Open a round by the form; return its address."""
    page.goto(address + "/rounds/new/")
    page.locator("select[name=collaboration]").select_option(label=NAME)
    page.locator("textarea[name=purpose]").fill("Vi vil vite hvordan det går.")
    page.locator("textarea[name=intended_use]").fill("Vi leser svarene sammen.")
    page.locator(f"input[name=way_in][value={way_in}] + label").click()
    say_how_many(page)
    page.locator("button[name=open]").click()
    return page.url


def open_tables(page: Page, address: str) -> str:
    """Open a round at open tables; return its address."""
    page.goto(address + "/rounds/new/")
    page.locator("select[name=collaboration]").select_option(label=NAME)
    page.locator("textarea[name=purpose]").fill("Vi vil høre hverandre.")
    page.locator("textarea[name=intended_use]").fill("Vi snakker om det ved bordene.")
    page.locator("input[name=mode][value=open_table] + label").click()
    page.locator("button[name=open]").click()
    return page.url


def make_rounds(watcher: Watcher) -> dict[str, str]:
    """Make a collaboration and two open rounds: one by code and one by link."""
    address = watcher.product.address
    with watcher.facilitator() as page:
        page.goto(address + "/collaborations/new/")
        page.locator("[name=name]").fill(NAME)
        page.locator("[name=purpose]").fill("Barn i fire kommuner skal få hjelp samme kveld.")
        page.locator("main form button[type=submit]").click()
        made = {"partners": page.url.split("?")[0]}
        page.locator("main .button-row a").first.click()
        made["collaboration"] = page.url
        made["by code"] = open_round(page, address, "code")
        made["code"] = address_on(page)
        made["by link"] = open_round(page, address, "link")
        made["at tables"] = open_tables(page, address)
        made["code of the tables"] = address_on(page)
        made["signs"] = ",".join(table_sign_on(page, number) for number in (1, 2, 3))
        page.goto(made["by link"] + "links/")
        page.locator("textarea").fill("Anne Vik")
        page.locator("main form[action$='/links/'] button[type=submit]").click()
        page.goto(made["by link"])
        promise = page.locator("a[href$='/promise/']").get_attribute("href") or ""
        made["code of the links"] = promise.split("/")[2]
    return made


def facilitators_pages(watcher: Watcher, made: dict[str, str]) -> dict[str, Go]:
    address = watcher.product.address
    with watcher.facilitator() as page:
        stops = {name: to(address + path) for name, path in every_page(page, address).items()}
    for name in ("join", "log in", "not found", "figures"):
        del stops[name]
    return stops | {
        "style guide": to(address + "/style-guide/?scheme=light"),
        "new collaboration, sent empty": sent_empty(address + "/collaborations/new/"),
        "new check, sent empty": sent_empty(address + "/rounds/new/"),
        "key in statements, sent empty": sent_empty(address + "/methods/keyed/new/ten_statements/"),
        "a new collaboration": to(made["collaboration"]),
        "a new collaboration, partners": to(made["partners"]),
        "open round, by code": to(made["by code"]),
        "open round, by link": to(made["by link"]),
        "open round, about to close": pressed(made["by code"], "details.confirm summary"),
        "screen": to(made["by code"] + "screen/"),
        "personal links": to(made["by link"] + "links/"),
        "personal links, a new one": pressed(
            made["by link"] + "links/", "form[action$='/renew/'] button"
        ),
    }


def participants_pages(watcher: Watcher, made: dict[str, str]) -> None:
    """Look at what somebody meets who comes in, and take part with the script."""
    address = watcher.product.address
    pages = {
        "join": "/join/",
        "log in": "/log-in/",
        "figures": "/methods/figures/",
        "not found": "/there-is-no-such-page/",
        "promise, without a link": f"/r/{made['code of the links']}/",
        "whole promise": f"/r/{made['code']}/promise/",
        "promise": f"/r/{made['code']}/",
    }
    for language, page in watcher.in_each_language():
        for name, path in pages.items():
            page.goto(address + path)
            watcher.note(name, language, page)
        page.goto(address + pages["join"])
        page.locator("input[name=code]").fill("000 000")
        page.locator("form.code-form button").click()
        watcher.note("join, with a wrong code", language, page)
        page.goto(address + pages["promise"])
        answer_step_by_step(watcher, language, page)


def answer_step_by_step(watcher: Watcher, language: str, page: Page) -> None:
    """Answer from the promise on, and lose the network at the last moment."""
    page.locator("main form button").click()
    page.locator("form[data-steps-on]").wait_for()
    watcher.note("answer, the first", language, page)
    for _ in range(9):
        page.locator(LABEL).first.click()
        page.locator("[data-next]:visible").click()
    watcher.note("answer, the last", language, page)
    page.locator("[data-next]:visible").click()
    watcher.note("answer, looked over", language, page)
    page.locator("[data-look-over] .step-open a").click()
    page.locator(LABEL).first.click()
    page.locator("[data-next]:visible").click()
    page.context.set_offline(True)
    page.locator("[data-submit]").click()
    page.locator("[data-waiting] [data-heading]:visible").wait_for()
    watcher.note("answer, waiting for the network", language, page)
    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/received/$"))
    watcher.note("received", language, page)


def answer_without_a_script(watcher: Watcher, made: dict[str, str]) -> None:
    for language, page in watcher.in_each_language(java_script_enabled=False):
        page.goto(watcher.product.address + f"/r/{made['code']}/")
        page.locator("main form button").click()
        watcher.note("answer, without the script", language, page)
        page.locator("[data-submit]").click()
        watcher.note("answer, with nothing ticked", language, page)
        for step in page.locator("[data-step]").all():
            step.locator("label").nth(2).click()
        page.locator("[data-submit]").click()


def at_a_table(watcher: Watcher, made: dict[str, str]) -> None:
    """Write down what two people read aloud, one table for each language."""
    start = watcher.product.address + f"/r/{made['code of the tables']}/"
    for number, (language, page) in enumerate(watcher.in_each_language(), start=1):
        page.goto(start)
        watcher.note("promise, at an open table", language, page)
        page.goto(start + "statements/")
        watcher.note("statements, at an open table", language, page)
        page.goto(start)
        page.locator("main form button").click()
        watcher.note("table, which number", language, page)
        page.locator("[name=number]").fill(str(number))
        page.locator("[name=sign]").fill(made["signs"].split(",")[number - 1])
        page.locator("main form button").click()
        page.wait_for_url(re.compile(r"/table/$"))
        for point in ("1", "5"):
            page.goto(start + "column/")
            watcher.note("table, one person", language, page)
            for item in range(1, 11):
                page.locator(
                    f"input[name=item-{item}][value='{point if item == 1 else 4}']"
                ).check()
            page.locator("main form button").first.click()
            page.wait_for_url(re.compile(r"/table/$"))
        page.get_by_role("table").wait_for()
        page.evaluate(
            """() => { for (const one of document.querySelectorAll("h1, title"))
                 one.textContent = one.textContent.replace(/[0-9]/, "N"); }"""
        )
        watcher.note("table, the sheet", language, page)


def after_closing(watcher: Watcher, made: dict[str, str]) -> None:
    with watcher.facilitator() as page:
        page.goto(made["by code"])
        close_it(page, watcher.product)
    for language, phone in watcher.in_each_language(languages()):
        phone.goto(watcher.product.address + f"/r/{made['code']}/")
        watcher.note("round is closed", language, phone)
    watcher.visit({"closed round": to(made["by code"])})
    with watcher.facilitator() as page:
        page.goto(made["by code"])
        page.locator("form[action$='/publish/'] button").click()
    watcher.visit({"reading in words": to(made["by code"] + "reading/")})


def after_removing(watcher: Watcher, made: dict[str, str]) -> None:
    """Remove something, look at the way back, and take it."""
    for language, page in watcher.in_each_language(languages()):
        watcher.product.come_in(page)
        page.goto(made["partners"])
        page.locator("[name=name]").fill("De tillitsvalgte")
        page.locator("select[name=kind]").select_option("union")
        page.locator("form[action*='/add/'] button").click()
        page.locator("form[action*='/remove/'] button").click()
        watcher.note("partners, one removed", language, page)
        page.goto(made["collaboration"] + "change/")
        page.locator("form[action$='/remove/'] button").click()
        watcher.note("collaborations, one removed", language, page)
        page.locator(".undo button").click()


def from_a_file(watcher: Watcher, made: dict[str, str], folder: Path) -> None:
    """Walk from a file to the last step before it is taken in, and remove it."""
    answers, wrong = folder / "svar.csv", folder / "bilde.csv"
    answers.write_bytes(people.a_file_of_answers(41))
    wrong.write_bytes(b"\x89PNG\r\n")
    for language, page in watcher.in_each_language(languages()):
        watcher.product.come_in(page)
        page.goto(made["collaboration"])
        page.locator("#imports a.ds-button").click()
        address = page.url
        watcher.note("file, a new one", language, page)
        page.locator("input[type=file]").set_input_files(answers)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(re.compile("/statements/$"), timeout=30_000)
        watcher.note("file, the statements", language, page)
        page.goto(page.url.replace("/statements/", "/wording/"))
        watcher.note("file, its own wording", language, page)
        page.go_back()
        page.locator("select[name=group]").select_option(index=1)
        page.locator("button.button-main").click()
        watcher.note("file, what answers mean", language, page)
        page.locator("button.button-main").click()
        page.wait_for_url(re.compile("/take-in/$"), timeout=30_000)
        watcher.note("file, to take in", language, page)
        page.locator("form[action$='/remove/'] button").click()
        page.goto(address)
        page.locator("input[type=file]").set_input_files(wrong)
        page.locator("main form button[type=submit]").first.click()
        page.get_by_role("alert").filter(has_text=re.compile("XLSX")).wait_for(timeout=30_000)
        watcher.note("file, a wrong one", language, page)
        page.locator("form[action$='/remove/'] button").click()


@pytest.fixture(scope="module")
def seen(
    browser: Browser, products: dict[str, Product], tmp_path_factory: pytest.TempPathFactory
) -> Seens:
    empty = Watcher(browser, products["empty"])
    at = empty.product.address
    empty.visit(
        {
            "start, with nothing": to(at + "/"),
            "collaborations, with nothing": to(at + "/collaborations/"),
            "actions, with nothing": to(at + "/actions/"),
        }
    )
    watcher = Watcher(browser, products["demo"])
    made = make_rounds(watcher)
    watcher.visit(facilitators_pages(watcher, made))
    participants_pages(watcher, made)
    answer_without_a_script(watcher, made)
    at_a_table(watcher, made)
    after_closing(watcher, made)
    after_removing(watcher, made)
    from_a_file(watcher, made, tmp_path_factory.mktemp("files"))
    return {**empty.seen, **watcher.seen}


def file_of(name: str) -> Path:
    ascii_name = unicodedata.normalize("NFKD", name.replace("ø", "o")).encode("ascii", "ignore")
    return FOLDER / (re.sub(r"\W+", "-", ascii_name.decode().lower()).strip("-") + ".txt")


def of_width(seens: dict[tuple[str, int], Seen], width: int, part: str) -> dict[str, list[Node]]:
    return {language: list(getattr(seens[language, width], part)) for language in languages()}


def shell_of(seens: dict[tuple[str, int], Seen], seen: Seens) -> str:
    for page, name in SHELLS.items():
        if all(seens[at].around == seen[page][at].around for at in seens):
            return name
    return ""


def written(name: str, seens: dict[tuple[str, int], Seen], seen: Seens) -> str:
    shell, first = shell_of(seens, seen), languages()[0]
    lines = [name, ""]
    if name in SHELLS or not shell:
        lines += ["# Around it", *in_every_language(of_width(seens, WIDE, "around"))]
        otherwise = differences(seens[first, WIDE].around, seens[first, PHONE].around)
        lines += ["", "# Around it, on a phone", *otherwise] if otherwise else []
    else:
        lines += [f"# Around it: as around every page of a {shell}"]
    main = of_width(seens, WIDE, "main")
    lines += ["", "# The page", *in_every_language(main, only_bokmal=name in ONLY_BOKMAL)]
    otherwise = differences(seens[first, WIDE].main, seens[first, PHONE].main)
    lines += ["", "# On a phone", *otherwise] if otherwise else []
    beside = seens[first, WIDE].beside
    lines += ["", "# Beside the tree", *beside] if beside else []
    return "\n".join(lines) + "\n"


def test_every_tree_is_as_it_was(seen: Seens) -> None:
    trees = {file_of(name): written(name, each, seen) for name, each in seen.items()}
    assert len(trees) == len(seen) > 50
    if RECORD:
        assert languages() == LANGUAGES, "the trees are written in all languages"
        for old in FOLDER.glob("*.txt"):
            old.unlink()
        for file, text in trees.items():
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    recorded = {file: file.read_text("utf-8") for file in FOLDER.glob("*.txt")}
    assert {file.name for file in trees} == {file.name for file in recorded}
    if languages() == LANGUAGES:
        for file, text in trees.items():
            assert text.splitlines() == recorded[file].splitlines(), f"{file.name}: `make trees`"
        return
    only_bokmal = {file_of(name) for name in ONLY_BOKMAL}
    for language in languages():
        for file, text in trees.items():
            if language == "nb" or file not in only_bokmal:
                assert told_in(language, text) == told_in(language, recorded[file]), file.name


def test_on_a_phone_the_languages_have_the_same_structure_too(seen: Seens) -> None:
    for each in seen.values():
        in_every_language(of_width(each, PHONE, "main"))
        in_every_language(of_width(each, PHONE, "around"))


def pages_of(seen: Seens) -> Iterator[tuple[str, tuple[Node, ...]]]:
    for name, seens in seen.items():
        if name not in ONLY_BOKMAL:
            for language in languages():
                yield f"{name} ({language})", seens[language, WIDE].main


def test_links_that_are_heard_alone_lead_where_they_say(seen: Seens) -> None:
    """No two links on a page have the same words and lead to different places."""
    unclear = []
    for name, nodes in pages_of(seen):
        places = defaultdict(set)
        for node in nodes:
            if node.role == "link" and node.said not in SAME_WORDS:
                places[node.said].add(node.to)
        unclear += [f"{name}: {said}" for said, to in places.items() if not said or len(to) > 1]
    assert not unclear


def test_every_figure_has_a_name_and_its_finding_is_said_once(seen: Seens) -> None:
    nameless, twice = [], []
    for name, nodes in pages_of(seen):
        for i, node in enumerate(nodes):
            if node.role == "img":
                nameless += [name] if not node.said else []
                after = [each.said for each in nodes[i + 1 : i + 6] if each.role == "paragraph"]
                # A name under a code is no finding; a finding is a sentence.
                findings = [said for said in after if said.endswith(".")]
                twice += [f"{name}: {said}" for said in findings if said in node.said]
    assert not nameless
    assert not twice
