"""For tests: worked examples as YAML cases, compared exactly.

The names are imported when the first one is asked for: pytest loads the plugin beside this
file at every start, and must not wait for the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbc_rules.testing.cases import Case, cases_in, read_cases
    from vbc_rules.testing.checking import CaseChecker, Difference

__all__ = ["Case", "CaseChecker", "Difference", "cases_in", "read_cases"]

_MODULES = {
    "Case": "cases",
    "CaseChecker": "checking",
    "Difference": "checking",
    "cases_in": "cases",
    "read_cases": "cases",
}

if not TYPE_CHECKING:  # mypy must report unknown names itself

    def __getattr__(name: str) -> object:
        """Return a public name, importing its module now (PEP 562)."""
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
