from samspill.foundation.accounts.models import Account
from samspill.foundation.accounts.personal_data import (
    erase_account,
    export_account,
    ways_to_log_in,
)
from samspill.foundation.declarations.public import Declarations
from samspill.foundation.privacy.public import PersonalData

LOGGING_IN = "people#logging-in"
# The log-in package knows its pages by these names.
PAGES = (
    *("account_login", "account_request_login_code", "account_confirm_login_code", "own_browser"),
    *("account_inactive", "mfa_login_webauthn", "log_in_again"),
    *(
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    ),
    "usersessions_list",
)

DECLARED = Declarations(
    guides=dict.fromkeys(PAGES, LOGGING_IN),
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
