from samspill.foundation.declarations.public import Declarations
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.foundation.organisations.personal_data import erase_memberships, export_memberships
from samspill.foundation.privacy.public import NotPersonal, PersonalData

DECLARED = Declarations(
    personal_data=(
        PersonalData(
            model=Membership,
            fields=("account", "role"),
            why="who may do what in the organisation, for as long as they may",
            export=export_memberships,
            erase=erase_memberships,
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Organisation,
            fields=("name",),
            why="a municipality, a county or a council, never a person",
        ),
        NotPersonal(
            model=Organisation,
            fields=("contact", "data_protection_officer"),
            why="whom an organisation tells everybody to turn to, changed by itself",
        ),
    ),
)
