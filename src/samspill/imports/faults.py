"""What is wrong with a file, in words: where it stands, and how it can be mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

LONGEST_QUOTE = 60


def describe_fault(fault: Mapping[str, Any]) -> str:
    """Return a fault of the reader as one or two sentences in the language of the page."""
    place = {key: _short(value) for key, value in fault.get("place", {}).items()}
    return _sentences()[fault["code"]] % place


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return value[: LONGEST_QUOTE - 1] + "…"
    return value


def _sentences() -> dict[str, str]:
    return {
        "empty": _("The file is empty. Choose the file that has the answers."),
        "not_a_table": _(
            "This is not a table. Save it as XLSX or CSV from the spreadsheet or the survey tool."
        ),
        "old_or_protected": _(
            "The file is protected with a password, or saved in an old format (XLS). Open it, "
            "save it as XLSX without a password, and choose it again."
        ),
        "broken": _(
            "The file is damaged, and cannot be read. Open it in the spreadsheet, save it anew as "
            "XLSX, and choose it again."
        ),
        "too_large_unpacked": _(
            "The file is too large when it is unpacked. Keep the columns with answers alone, save "
            "it as CSV, and choose it again."
        ),
        "too_slow": _(
            "The file takes too long to read. Keep the columns with answers alone, save it as "
            "CSV, and choose it again."
        ),
        "too_many_rows": _("The file has more than %(most)s rows. Divide it."),
        "too_many_columns": _(
            "Row %(row)s has more than %(most)s columns. Keep the columns with answers alone."
        ),
        "too_wide": _(
            "Row %(row)s has %(found)s cells, but the headings name %(named)s columns. Mend the "
            "row, or give every column a heading."
        ),
        "quotes": _("Row %(row)s: the quotation marks do not match. Mend them in this row."),
        "long_cell": _(
            "Row %(row)s: a cell is far too long. Perhaps a quotation mark is missing in it."
        ),
        "no_rows": _(
            "There are headings in row %(row)s, but no answers under them. One row is one person."
        ),
        "unknown_answer": _(
            "Row %(row)s, column “%(column)s”: we do not know the answer “%(value)s”. Mend it in "
            "the file, or leave the cell empty."
        ),
    }
