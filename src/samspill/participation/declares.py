from samspill.foundation.declarations.public import Declarations, Target

# Invitations have names; the slice whose code it is knows the organisation, and declares them.
DECLARED = Declarations(
    targets={Target.CODE_FIELD: "participation:enter"},
    guides={"participation": "answering"},
)
