"""What a screen reader is told of a page, as text that can be read and compared.

A file in `trees/` is one page in three languages. Where they say the same, it stands on the line
of the node; where not, each language has a line of its own below it. So a reviewer sees the roles
once, can read each language from top to bottom, and a page whose languages differ in structure
cannot be written at all. Dates, codes, keys and tokens are replaced by their kind.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import Page

WIDE, PHONE = 1440, 360

# Emphasis is not said; a sentence is one text, wherever in it the emphasis stands.
INLINE = ("text", "strong", "emphasis", "code")
CONTROLS = ("radio", "checkbox", "group", "textbox", "combobox", "spinbutton")

MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember "
    "January February March April May June July August September October November December "
    "jan feb mar apr jun jul aug sep sept okt nov des Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec"
)
KINDS = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<key>"),
    (r"\b\d{1,2}\.? (?:" + "|".join(MONTHS.split()) + r")\b\.?(?: \d{4})?", "<date>"),
    (r"\b\d{4}-\d{2}-\d{2}\b", "<date>"),
    (r"\b\d+ (dager?|dagar?|days?)\b", r"<number> \1"),
    (r"\b(?:localhost|127\.0\.0\.1):\d+", "<address>"),
    (r"link=[\w%.:-]+", "link=<token>"),
    (r"/r/(?:\d{6}\b|[\w-]{22}(?![\w-]))", "/r/<code>"),
    (r"/m/(?:\d{6}\b|[\w-]{22}(?![\w-]))", "/m/<code>"),
    # Which guide helps on which page is tried with the guides.
    (r"/help/(?!<)[\w#/-]*", "/help/<guide>/"),
    (r"\b\d{3} ?\d{3}\b", "<code>"),
)

# What a screen reader is told beside the tree: what describes a field, where one is, which parts
# are in another language.
BESIDE = """
main => {
  const seen = one => one.checkVisibility();
  const text = one => one.textContent.replace(/\\s+/g, ' ').trim();
  const name = one => text(one.labels?.[0] || one.querySelector(':scope > legend') || one);
  const all = (what, say) => [...main.querySelectorAll(what)].filter(seen).map(say);
  const ids = list => list.split(' ').map(id => text(document.getElementById(id))).join(' ');
  return [
    ...all('[aria-current]', one => `current (${one.getAttribute('aria-current')}): ${text(one)}`),
    ...all('[aria-invalid="true"]', one => `invalid: ${name(one)}`),
    ...all('[aria-describedby]', one =>
      `described: ${name(one).slice(0, 60)}: ${ids(one.getAttribute('aria-describedby'))}`),
    ...all('[lang]', one => `in ${one.lang}: ${text(one).slice(0, 60)}`),
  ];
}
"""


@dataclass(frozen=True)
class Node:
    """One line of the tree: role and state, what is said, and where it leads."""

    depth: int
    role: str
    said: str = ""
    to: str = ""


@dataclass(frozen=True)
class Seen:
    """One page as it was met: its content, what stands around that, and what is beside the tree."""

    around: tuple[Node, ...]
    main: tuple[Node, ...]
    beside: tuple[str, ...] = ()


def see(page: Page) -> Seen:
    """Read the accessibility tree of the page as it stands."""
    nodes = parse(page.locator("body").aria_snapshot())
    start = next(i for i, node in enumerate(nodes) if (node.depth, node.role) == (0, "main"))
    end = next((i for i, node in enumerate(nodes) if i > start and node.depth == 0), len(nodes))
    beside = page.eval_on_selector("main", BESIDE)
    return Seen(
        around=tuple(
            # What stands around is compared between pages, each with help of its own.
            replace(node, to=stable(node.to))
            for node in nodes[: start + 1] + nodes[end:]
        ),
        main=tuple(nodes[start + 1 : end]),
        beside=tuple(stable(line) for line in beside),
    )


def stable(text: str) -> str:
    """Put the kind of a thing in place of what is another one each time."""
    for pattern, kind in KINDS:
        text = re.sub(pattern, kind, text)
    return text


def parse(snapshot: str) -> list[Node]:
    """Read Playwright's notation."""
    nodes: list[Node] = []
    for line in snapshot.splitlines():
        node = _node(line)
        if node.role == "/url":
            nodes[-1] = replace(nodes[-1], to=node.said)
        elif (
            node.role in INLINE
            and nodes
            and (nodes[-1].depth, nodes[-1].role) == (node.depth, "text")
        ):
            nodes[-1] = Node(node.depth, "text", f"{nodes[-1].said} {node.said}".strip())
        else:
            nodes.append(Node(node.depth, "text", node.said) if node.role in INLINE else node)
    return _without_labels(_with_lone_texts_in_place(nodes))


def _node(line: str) -> Node:
    found = re.fullmatch(r"( *)- (.*)", line)
    assert found, line
    depth, rest = len(found[1]) // 2, found[2]
    quoted = re.match(r"'((?:[^']|'')*)'", rest)
    if quoted:
        rest = quoted[1].replace("''", "'") + rest[quoted.end() :]
    parts = re.fullmatch(r'(/?[\w-]+)( "(?:[^"\\]|\\.)*")?((?: \[[^\]]*\])*)(?::(?: (.*))?)?', rest)
    assert parts, rest
    name = json.loads(parts[2]) if parts[2] else ""
    text = parts[4] or ""
    if text.startswith('"'):
        text = json.loads(text)
    said = ": ".join(part for part in (name, text) if part)
    return Node(depth, parts[1] + parts[3], said if parts[1] == "/url" else stable(said))


def _with_lone_texts_in_place(nodes: list[Node]) -> list[Node]:
    """Let a node say the text that is all there is in it."""
    result: list[Node] = []
    for i, node in enumerate(nodes):
        follower = nodes[i + 1] if i + 1 < len(nodes) else None
        parent = result[-1] if result else None
        is_alone = (
            node.role == "text"
            and parent is not None
            and parent.depth == node.depth - 1
            and not parent.said
            and (follower is None or follower.depth < node.depth)
        )
        if is_alone and parent is not None:
            result[-1] = Node(parent.depth, parent.role, node.said, parent.to)
        else:
            result.append(node)
    return result


def _without_labels(nodes: list[Node]) -> list[Node]:
    """Leave out a label that says no more than the name of its control, beside it or around it."""

    def is_label(i: int) -> bool:
        node, before, after = nodes[i], nodes[i - 1] if i else None, nodes[i + 1 : i + 2]
        others = [each for each in (before, *after) if each is not None]
        return node.role == "text" and any(
            each.said.split(": ")[0] == node.said and each.role.split()[0] in CONTROLS
            for each in others
        )

    return [node for i, node in enumerate(nodes) if not is_label(i)]


# What stands in a file in bokmål alone.
TOLD_IN_BOKMAL = ("# On a phone", "# Around it, on a phone", "# Beside the tree")


def told_in(language: str, text: str) -> list[str]:
    """Return of what was written in three languages what one of them says."""
    parts = re.split(r"\n(?=# )", text)
    told: list[str] = []
    for part in parts:
        if language != "nb" and part.startswith(TOLD_IN_BOKMAL):
            continue
        for line in filter(None, part.splitlines()):
            spoken = re.fullmatch(r" *(nb|nn|en):(?: (.*))?", line)
            if not spoken:
                told.append(line)
            elif spoken[1] == language:
                told[-1] += f": {spoken[2]}" if spoken[2] else ""
    return told


def in_every_language(
    trees: Mapping[str, Sequence[Node]], *, only_bokmal: bool = False
) -> list[str]:
    """Write a tree once, with what each language says; they must have the same roles."""
    first, *others = trees
    shapes = {
        language: [f"{'  ' * node.depth}{node.role}{_leading(node)}" for node in nodes]
        for language, nodes in trees.items()
    }
    for language in others:
        differs = difflib.unified_diff(shapes[first], shapes[language], first, language, n=2)
        difference = "\n".join(differs)
        assert not difference, f"the languages differ in structure:\n{difference}"
    lines = []
    for together in zip(*trees.values(), strict=True):
        node, said = together[0], [one.said for one in together]
        top = node.depth - min(each.depth for each in trees[first])
        head = "  " * top + node.role + _leading(node)
        if only_bokmal or len(set(said)) == 1:
            lines.append(head + (f": {said[0]}" if said[0] else ""))
        else:
            lines.append(head)
            lines += [
                f"{'  ' * top}    {language}: {text}"
                for language, text in zip(trees, said, strict=True)
            ]
    return lines


def plain(nodes: Sequence[Node]) -> list[str]:
    return [
        "  " * node.depth + node.role + _leading(node) + f": {node.said}".rstrip(": ")
        for node in nodes
    ]


def _leading(node: Node) -> str:
    return f" -> {stable(node.to)}" if node.to else ""


def differences(wide: Sequence[Node], phone: Sequence[Node]) -> list[str]:
    """Return what is otherwise on a phone, as lines that are gone and lines that have come."""
    compared = difflib.unified_diff(plain(wide), plain(phone), n=0, lineterm="")
    return [line for line in compared if not line.startswith(("---", "+++", "@@"))]
