"""The door to readings for other slices: numbers leave here, and nowhere else.

It opens without a database, so that a file can be read in the product's own words.
"""

from samspill.readings.answers import Answers, Row, count_answers, take_counts
from samspill.readings.formats import StoredReadingError, read_stored
from samspill.readings.languages import in_every_language
from samspill.readings.making import make_reading
from samspill.readings.memory import (
    Identity,
    LastTime,
    Remembered,
    has_other_groups,
    identities,
)
from samspill.readings.reading import Grouping, Reading, ShownFigures, StoredItem
from samspill.readings.releases import NotSafeError, Shown, earlier_releases, release
from samspill.readings.view_models import ItemReading, RoundReading, view
from samspill.readings.wording import (
    ItemWords,
    ScaleSentences,
    describe_count,
    describe_item,
    joined,
    share_figures,
)

__all__ = [
    "Answers",
    "Grouping",
    "Identity",
    "ItemReading",
    "ItemWords",
    "LastTime",
    "NotSafeError",
    "Reading",
    "Remembered",
    "RoundReading",
    "Row",
    "ScaleSentences",
    "Shown",
    "ShownFigures",
    "StoredItem",
    "StoredReadingError",
    "count_answers",
    "describe_count",
    "describe_item",
    "earlier_releases",
    "has_other_groups",
    "identities",
    "in_every_language",
    "joined",
    "make_reading",
    "read_stored",
    "release",
    "share_figures",
    "take_counts",
    "view",
]
