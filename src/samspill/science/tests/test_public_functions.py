"""Every public function of science: what must be so whichever it is."""

from tests.figures.public_functions import PublicFunctions

from samspill.science.tests.public_examples import EXAMPLES


class TestScience(PublicFunctions):
    package = "samspill.science"
    examples = EXAMPLES
    own_tests = frozenset(
        {"conflict", "disclosure", "groups", "inference", "reading_disclosure", "seating"}
    )
