"""For tests: worked examples as YAML cases, compared exactly."""

from vbc_rules.testing.cases import Case, cases_in, read_cases
from vbc_rules.testing.checking import CaseChecker, Difference

__all__ = ["Case", "CaseChecker", "Difference", "cases_in", "read_cases"]
