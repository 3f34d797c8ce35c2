"""The door to instruments for other slices."""

from samspill.instruments.access import KeyedInstrument, keyed_instruments_of
from samspill.instruments.forms import WordingForm
from samspill.instruments.operations import key_in_statements
from samspill.instruments.places import MethodsPlace, WordingPlace

__all__ = [
    "KeyedInstrument",
    "MethodsPlace",
    "WordingForm",
    "WordingPlace",
    "key_in_statements",
    "keyed_instruments_of",
]
