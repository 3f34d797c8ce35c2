from samspill.foundation.declarations.public import Declarations, Target
from samspill.foundation.privacy.public import NotPersonal
from samspill.participation.models import JoinCode

# Invitations have names; the slice whose code it is knows the organisation, and declares them.
DECLARED = Declarations(
    not_personal=(
        NotPersonal(
            model=JoinCode,
            fields=("long_address", "address_ends_on"),
            why="where a round or a meeting is found, and until when; nothing of who came",
        ),
    ),
    targets={Target.CODE_FIELD: "participation:enter"},
    guides={"participation": "answering"},
)
