"""From a guide's Markdown to the HTML of a page. Raw HTML in it is shown as text, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from samspill.toolbox.guide_texts import FIRST_WRITTEN_IN, GuideText, guide_text

# A heading, its words, its end.
TOKENS_OF_TITLE = 3
OTHER_GUIDE = re.compile(r"([a-z-]+)\.[a-z]+\.md(#.*)?")
OUT_OF_THE_FOLDER = re.compile(r"(?:\.\./)+")

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def html_of(guide: GuideText) -> SafeString:
    """Return a guide without its title, which the page shows in its head.

    Headings have the anchors of the English guide, so that a page can lead to one in any language.
    """
    tokens = _MARKDOWN.parse(guide.text)
    anchors = anchors_of(guide.key)
    heading = guide.title
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and place > 0:
            heading = tokens[place + 1].content
            token.attrSet("id", next(anchors))
        elif token.type == "table_open":
            token.attrSet("class", "table")
            token.meta["label"] = _plain(heading)
        elif token.type == "th_open" and tokens[place + 1].content:
            token.attrSet("scope", "col")
        elif token.type == "th_open":
            # The corner above a column of names: a cell, and no heading without words.
            token.tag = tokens[place + 2].tag = "td"
        elif token.type == "code_block":
            token.attrSet("tabindex", "0")
        elif token.type == "inline":
            token.children = list(_leading_right(token.children or ()))
    body = _framed(tokens[TOKENS_OF_TITLE:])
    html: str = _MARKDOWN.renderer.render(body, _MARKDOWN.options, {})
    # Made by the renderer from files of the product, with raw HTML turned into text.
    return mark_safe(html)  # noqa: S308


def anchors_of(key: str) -> Iterator[str]:
    """Yield the anchors of a guide's headings in their order, without that of the title."""
    tokens = _MARKDOWN.parse(guide_text(key, FIRST_WRITTEN_IN).text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and place > 0:
            yield slugify(_plain(tokens[place + 1].content))


def _leading_right(tokens: Sequence[Token]) -> Iterator[Token]:
    """Let links and pictures lead where they lie in the product.

    What lies in the repository alone is named instead: an installation does not have it.
    """
    named = ""
    for token in tokens:
        if token.type == "image":
            name = str(token.attrGet("src")).rpartition("/")[2]
            token.attrSet("src", static(f"guides/{name}"))
            yield token
        elif token.type == "link_open":
            href = str(token.attrGet("href"))
            other = OTHER_GUIDE.fullmatch(href)
            named = "" if other else OUT_OF_THE_FOLDER.sub("", href)
            if other:
                token.attrSet("href", f"../{other[1]}/{other[2] or ''}")
                yield token
        elif token.type == "link_close" and named:
            yield Token("text", "", 0, content=" (")
            yield Token("code_inline", "code", 0, content=named)
            yield Token("text", "", 0, content=")")
        else:
            yield token


def _framed(tokens: Sequence[Token]) -> list[Token]:
    """Put each table in a frame in which it can scroll, also with the keyboard."""
    framed: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            attributes: dict[str, str | int | float] = {
                "class": "table-frame",
                "role": "region",
                "aria-label": token.meta["label"],
                "tabindex": "0",
            }
            framed.append(Token("paragraph_open", "div", 1, attrs=attributes, block=True))
        framed.append(token)
        if token.type == "table_close":
            framed.append(Token("paragraph_close", "div", -1, block=True))
    return framed


def _plain(markdown: str) -> str:
    return re.sub(r"[*`_]", "", markdown)
