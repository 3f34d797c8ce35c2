"""The door to imports for other slices."""

from samspill.imports.operations import DUTY, read_files_due
from samspill.imports.panels import imports_panel

__all__ = ["DUTY", "imports_panel", "read_files_due"]
