"""Read back what the product has written for spreadsheets."""

import csv
import io

from samspill.foundation.documents.spreadsheets import DELIMITER, unescape_formulas


def read_csv(content: bytes) -> list[list[str]]:
    """Return every cell as text, without what keeps it from being a formula."""
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = csv.reader(lines, delimiter=DELIMITER, strict=True)
    return [[unescape_formulas(cell) for cell in row] for row in rows]
