"""What a clause can be, whatever the facts are: bounds, and the facts that still decide it."""

from vbc_rules.evaluation.possible.run import PossibleRun
from vbc_rules.evaluation.possible.values import Possible

__all__ = ["Possible", "PossibleRun"]
