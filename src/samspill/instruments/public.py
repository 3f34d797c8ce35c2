"""The door to instruments for other slices."""

from samspill.instruments.access import KeyedInstrument, keyed_instruments_of

__all__ = ["KeyedInstrument", "keyed_instruments_of"]
