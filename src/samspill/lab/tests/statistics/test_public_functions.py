"""Every public function of the lab's statistics: what must be so whichever it is."""

from tests.figures.public_functions import PublicFunctionsOfGroups

from samspill.lab.tests.statistics.public_examples import EXAMPLES


class TestStatistics(PublicFunctionsOfGroups):
    package = "samspill.lab.statistics"
    examples = EXAMPLES
    own_tests = frozenset({"score_tables"})
