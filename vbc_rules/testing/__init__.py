"""For tests: worked examples as YAML cases, compared exactly, and the checks of a whole plugin.

The names are imported when the first one is asked for: pytest loads the plugin beside this
file at every start, and must not wait for the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbc_rules.testing.cases import Case, cases_in, read_cases
    from vbc_rules.testing.checking import CaseChecker, Difference
    from vbc_rules.testing.kit.as_tests import conformance
    from vbc_rules.testing.kit.checks import Exempt
    from vbc_rules.testing.kit.laws import Capped, Monotone, Scales

__all__ = [
    "Capped",
    "Case",
    "CaseChecker",
    "Difference",
    "Exempt",
    "Monotone",
    "Scales",
    "cases_in",
    "conformance",
    "read_cases",
]

_MODULES = {
    "Capped": "kit.laws",
    "Case": "cases",
    "CaseChecker": "checking",
    "Difference": "checking",
    "Exempt": "kit.checks",
    "Monotone": "kit.laws",
    "Scales": "kit.laws",
    "cases_in": "cases",
    "conformance": "kit.as_tests",
    "read_cases": "cases",
}

if not TYPE_CHECKING:  # mypy must report unknown names itself

    def __getattr__(name: str) -> object:
        """Return a public name, importing its module now (PEP 562)."""
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
