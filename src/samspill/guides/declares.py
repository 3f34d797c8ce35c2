from samspill.foundation.declarations.public import Declarations, Target

DECLARED = Declarations(targets={Target.HELP: "guides:guides"})
