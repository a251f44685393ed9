"""Axes with many entries, computed at once for all of them, with the reference's cents."""

from vbc_rules.evaluation.arrays.programs import Plans
from vbc_rules.evaluation.arrays.run import ArrayRun

__all__ = ["ArrayRun", "Plans"]
