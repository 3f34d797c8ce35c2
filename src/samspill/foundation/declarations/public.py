"""The door to declarations for other slices."""

from samspill.foundation.declarations.collected import (
    Collected,
    DeclarationError,
    Declarations,
    collect,
    declarations_of,
    declared,
    use,
)
from samspill.foundation.declarations.duties import (
    LONGEST_LEASE,
    Duty,
    DutyKind,
    DutyName,
    Lane,
)
from samspill.foundation.declarations.pages import (
    CodeOpener,
    Menu,
    MenuEntry,
    OpenPanel,
    OpenPlace,
    Panel,
    PanelContent,
    Place,
    Target,
)
from samspill.foundation.declarations.start_page import (
    CollaborationStage,
    Deadline,
    NextStep,
    Priority,
    Stage,
    StartPageShare,
)

__all__ = [
    "LONGEST_LEASE",
    "CodeOpener",
    "CollaborationStage",
    "Collected",
    "Deadline",
    "DeclarationError",
    "Declarations",
    "Duty",
    "DutyKind",
    "DutyName",
    "Lane",
    "Menu",
    "MenuEntry",
    "NextStep",
    "OpenPanel",
    "OpenPlace",
    "Panel",
    "PanelContent",
    "Place",
    "Priority",
    "Stage",
    "StartPageShare",
    "Target",
    "collect",
    "declarations_of",
    "declared",
    "use",
]
