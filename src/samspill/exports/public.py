"""The door to exports for other slices."""

from samspill.exports.operations import DUTY, make_exports_due
from samspill.exports.panels import export_panel, history_panel

__all__ = ["DUTY", "export_panel", "history_panel", "make_exports_due"]
