from samspill.foundation.accounts.models import Account
from samspill.foundation.accounts.personal_data import (
    erase_account,
    export_account,
    ways_to_log_in,
)
from samspill.foundation.declarations.public import Declarations
from samspill.foundation.privacy.public import PersonalData

DECLARED = Declarations(
    personal_data=(
        *ways_to_log_in(),
        PersonalData(
            model=Account,
            fields=("email", "name", "last_login"),
            why="whom to let in, and what to call them, for as long as they have a role",
            export=export_account,
            erase=erase_account,
        ),
    ),
)
