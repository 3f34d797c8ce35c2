"""The lab: files of answers and tables of counts, for researchers (`samspill[lab]`).

What a notebook imports: `from samspill.lab import cronbach_alpha`. Names are loaded when they are
asked for; docs/lab.md has them all.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Where each name of the door lives.
_MODULES = {
    "samspill.science.scales": ("ResponseScale",),
    "samspill.science.distributions": ("Distribution", "count_ratings"),
    "samspill.lab.statistics.tallies": ("tally", "tally_counts"),
    "samspill.lab.statistics.sufficient_statistics": ("GroupSums", "Sums"),
    "samspill.lab.statistics.reliability": (
        "cronbach_alpha",
        "cronbach_alpha_of",
        "item_statistics",
        "mcdonald_omega",
        "mcdonald_omega_of",
    ),
    "samspill.lab.statistics.agreement": (
        "average_deviation",
        "within_group_agreement",
        "within_group_agreement_index",
        "within_group_agreement_index_of",
    ),
    "samspill.lab.statistics.agreement_beside_chance": ("read_agreement", "read_scale_agreement"),
    "samspill.lab.statistics.intraclass": ("intraclass_correlation", "intraclass_correlation_of"),
    "samspill.lab.statistics.change": ("mean_difference", "mean_interval", "paired_difference"),
    "samspill.lab.statistics.effects": ("effect_size", "probability_of_superiority"),
    "samspill.lab.statistics.multiple_comparisons": ("compare_every_pair",),
    "samspill.lab.protection.cubes": ("Axis", "Cube"),
    "samspill.lab.protection.table_protection": ("protect_table",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
_LIBRARIES = ("scipy", "polars")

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - a list of strings, made from the table above


class MissingExtraError(ImportError):
    """The lab's libraries are not installed; the message says how to install them."""


def require_extra() -> None:
    """Raise `MissingExtraError` where a library is missing that the lab needs."""
    missing = [library for library in _LIBRARIES if find_spec(library) is None]
    if missing:
        msg = (
            f"This needs {' and '.join(missing)}, which a plain installation leaves out. "
            'Add what is missing with: pip install "samspill[lab]"'
        )
        raise MissingExtraError(msg)


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    try:
        module = import_module(_MODULE_OF[name])
    except ModuleNotFoundError:
        require_extra()
        raise
    return getattr(module, name)


def __dir__() -> list[str]:
    return [*__all__, "MissingExtraError"]
