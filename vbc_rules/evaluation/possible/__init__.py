"""What a clause can be, whatever the facts are: limits, and the facts that still decide it."""

from vbc_rules.evaluation.possible.operations import BINARY, not_above
from vbc_rules.evaluation.possible.run import PossibleRun
from vbc_rules.evaluation.possible.values import NONE, Possible
from vbc_rules.evaluation.possible.walk import AllFactsRun

__all__ = ["BINARY", "NONE", "AllFactsRun", "Possible", "PossibleRun", "not_above"]
