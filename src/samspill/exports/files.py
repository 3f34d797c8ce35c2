"""The files of an export: rows for spreadsheets and R, the same for SPSS, and a codebook.

SPSS's own format is written by pyreadstat, which an installation may lack (`samspill[spss]`);
then the archive has the other two, and the codebook says so.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from samspill.exports.tables import ExportTable
from samspill.exports.variables import Variable
from samspill.foundation.documents.spreadsheets import write_csv

# SPSS has no longer text than this in a label of a variable, and in a label of a value.
LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120
EARLIEST = (1980, 1, 1, 0, 0, 0)
# Where a file for SPSS has the day and time it was written: "28 Nov 26" and "14:05:00".
WRITTEN_AT = slice(92, 109)
# Without the mark at its beginning, which would become part of the first name.
READ_IN_R = 'read.csv2(file, fileEncoding = "UTF-8-BOM")'
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class AboutRound:
    """What the codebook says of the round."""

    collaboration: str
    title: str
    closed_on: date
    minimum: int
    status_note: str
    source: str
    is_simulated: bool


def has_spss() -> bool:
    """Return whether this installation can write files for SPSS."""
    return all(find_spec(name) is not None for name in ("pyreadstat", "polars"))


def make_archive(table: ExportTable, about: AboutRound) -> bytes:
    """Return the archive, in the language that is active."""
    name = file_name(about)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, f"{name}.csv", _as_csv(table))
        if has_spss():
            _put(archive, f"{name}.sav", _as_sav(table, about))
        _put(archive, _("codebook") + ".txt", codebook(table, about).encode("utf-8-sig"))
    return out.getvalue()


def file_name(about: AboutRound) -> str:
    """Return a name that tells round and day, of signs that every system takes."""
    letters = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})
    slug = slugify(about.collaboration.translate(letters))[:40].strip("-") or "samspill"
    return f"{slug}-{about.closed_on:%Y-%m-%d}"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write without the time of day: the same release gives the same archive."""
    archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)


def _as_csv(table: ExportTable) -> bytes:
    return write_csv([[variable.name for variable in table.variables], *table.rows])


def _as_sav(table: ExportTable, about: AboutRound) -> bytes:
    import polars  # noqa: PLC0415  (heavy, optional, and wanted in the worker alone)
    import pyreadstat  # noqa: PLC0415

    columns = zip(*table.rows, strict=True)
    frame = polars.DataFrame(
        [
            polars.Series(
                variable.name,
                [cell or "" for cell in column] if variable.kind == "text" else list(column),
                dtype=polars.String if variable.kind == "text" else polars.Float64,
            )
            for variable, column in zip(table.variables, columns, strict=True)
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=f"{about.title}, {about.closed_on:%Y-%m-%d}"[:64],
            column_labels={
                variable.name: str(variable.label)[:LONGEST_LABEL] for variable in table.variables
            },
            variable_value_labels={
                variable.name: {
                    number: str(text)[:LONGEST_VALUE_LABEL]
                    for number, text in variable.codes.values()
                }
                for variable in table.variables
                if variable.codes
            },
            variable_measure={variable.name: _measure(variable) for variable in table.variables},
        )
        return _without_the_time(path.read_bytes(), about.closed_on)


def _without_the_time(content: bytes, day: date) -> bytes:
    """Let the file say the day the round was closed: the same release gives the same file."""
    written_at = f"{day.day:02} {MONTHS[day.month - 1]} {day:%y}00:00:00".encode("ascii")
    return content[: WRITTEN_AT.start] + written_at + content[WRITTEN_AT.stop :]


def _measure(variable: Variable) -> str:
    return "scale" if variable.kind == "number" else "nominal"


def codebook(table: ExportTable, about: AboutRound) -> str:
    """Return what everything in the archive means, for somebody who has seen nothing else."""
    parts = [
        _("Codebook: {title}").format(title=about.title),
        f"{about.collaboration}, {about.closed_on:%Y-%m-%d}",
        _("The answers are invented: this is a demo.") if about.is_simulated else "",
        _(
            "One row is what was shown of one statement, for everybody or for one group. These are "
            "shares of a room, rounded, and never answers: no file with single answers can be "
            "taken out of Samspill, so that nobody can be found in it."
        ),
        _(
            "Nothing is shown of fewer than {minimum} answers. Up to 11 there is a word, from 12 "
            "fifths, from 22 tenths. An answer that only one person gave has moved "
            "towards the middle before it was rounded. An empty cell was not shown; it is never "
            "nought. Do not add up groups: they are rounded one by one."
        ).format(minimum=about.minimum),
        about.status_note,
        about.source,
        _("The csv file has semicolons and decimal commas. In R: {call}. The sav file is for SPSS; "
          "in R: haven::read_sav(file).").format(call=READ_IN_R)
        if has_spss()
        else _("The csv file has semicolons and decimal commas. In R: {call}. A file for SPSS "
               "comes too where samspill[spss] is installed.").format(call=READ_IN_R),
        _("Variables"),
        *(_described(variable) for variable in table.variables),
    ]  # fmt: skip
    return "\r\n\r\n".join(part for part in parts if part) + "\r\n"


def _described(variable: Variable) -> str:
    kind = {"text": _("text"), "number": _("number"), "code": _("code")}[variable.kind]
    lines = [f"{variable.name} ({kind}): {variable.label}"]
    lines += [f"    {number} = {text}" for number, text in (variable.codes or {}).values()]
    return "\r\n".join(lines)
