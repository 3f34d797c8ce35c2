"""A page as a browser sees it: its forms with every field, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class Field:
    """One name that a form sends; `values` are those that the page itself offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def take(self, name: str, kind: str, value: str | None) -> None:
        if name and name != "csrfmiddlewaretoken":
            found = self.fields.setdefault(name, Field(name, kind))
            if value is not None:
                found.values.append(value)


class Page(HTMLParser):
    """The forms and links of a page, and whatever in it was not written by the product."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.intruders: list[str] = []
        self._choosing = ""
        self._form: Form | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look_for_intruders(tag, given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            method = given.get("method", "get").upper()
            self._form = Form(given.get("action", ""), method)
            self.forms.append(self._form)
        elif self._form is not None:
            self._take_field(tag, given)

    def _take_field(self, tag: str, given: Attributes) -> None:
        assert self._form is not None
        name, value = given.get("name", ""), given.get("value")
        if tag in ("input", "button"):
            self._form.take(name, given.get("type", "text"), value)
        elif tag == "textarea":
            self._form.take(name, "text", None)
        elif tag == "select":
            self._choosing = name
            self._form.take(name, "select", None)
        elif tag == "option" and self._choosing:
            self._form.take(self._choosing, "select", value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._choosing = ""

    def _look_for_intruders(self, tag: str, given: Attributes) -> None:
        """Find what dice wrote where it is no text: a tag, an attribute, a program."""
        is_ours = given.get("id", "").startswith("fz") or any(
            name.startswith("onfz") for name in given
        )
        runs = any(
            given.get(name, "").strip().lower().startswith(("javascript:", "data:text"))
            for name in ("href", "action", "formaction", "src")
        )
        inline = [name for name in given if name.startswith("on")]
        if is_ours or runs or inline or (tag == "script" and "src" not in given):
            self.intruders.append(f"<{tag} {given}>"[:200])
