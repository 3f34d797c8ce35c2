from samspill.foundation.declarations.public import Declarations, Menu

DECLARED = Declarations(pages_under=Menu.METHODS)
