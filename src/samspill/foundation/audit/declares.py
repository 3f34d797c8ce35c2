from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.audit.personal_data import erase_name, export_entries
from samspill.foundation.declarations.public import Declarations
from samspill.foundation.privacy.public import PersonalData

DECLARED = Declarations(
    personal_data=(
        PersonalData(
            model=AuditEntry,
            fields=("account_id", "account_name"),
            why="who has done what, so that it can be answered for",
            export=export_entries,
            erase=erase_name,
        ),
    ),
)
