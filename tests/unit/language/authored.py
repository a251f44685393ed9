"""Runs what a plugin author might write, from its text, so that line numbers can be asserted."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

import vbc_rules
from vbc_rules import DefinitionError, Diagnostic

FILE = "vbc_acme/model.py"
NAMES = {name: getattr(vbc_rules, name) for name in vbc_rules.__all__}


def authored(source: str) -> ModuleType:
    """Return the module that the text defines, with all names of the language at hand."""
    module = ModuleType("acme_of_a_test")
    vars(module).update(NAMES)
    code = compile(source, FILE, "exec", flags=annotations.compiler_flag, dont_inherit=True)
    sys.modules[module.__name__] = module
    try:
        exec(code, vars(module))  # noqa: S102 - the text of a test
    finally:
        del sys.modules[module.__name__]
    return module


def model(source: str, name: str = "Model") -> Any:
    """Return a class that the text defines."""
    return getattr(authored(source), name)


def mistake(source: str) -> Diagnostic:
    """Return the one finding about a text that breaks a rule of the language."""
    with pytest.raises(DefinitionError) as caught:
        authored(source)
    (finding,) = caught.value.diagnostics
    return finding


def line_of(source: str, part: str) -> int:
    """Return the number of the one line that holds `part`."""
    (line,) = (number for number, text in enumerate(source.splitlines(), 1) if part in text)
    return line


TERMS = """class Model(PaymentModel):
    id = "acme.model"
    category = axis("Category")
    episode = axis("Episode", within=category)
    month = axis("Month", members=("Jan", "Feb"))
    dollars: USD = fact("Dollars")
    other: USD = fact("Other dollars")
    months: MemberMonths = fact("Member-months")
    monthly: Pmpm = fact("Dollars per member and month")
    yearly: Pmpy = fact("Dollars per member and year")
    members: Count = fact("Members")
    score: Points = fact("Points")
    share: Rate = fact("Share", places=4)
    rank: Percentile = fact("Rank")
    flag: YesNo = fact("Flag")
    track: Choice = fact("Track", choices=("one", "two"))
    maybe: USD = fact("Dollars, if reported", optional=True)
    maybe_flag: YesNo = fact("Flag, if reported", optional=True)
    spent: USD = fact("Spent", per=episode)
    target: USD = fact("Target", per=category)
    reported: Rate = fact("Reported", per=episode, places=4, optional=True)
    marked: YesNo = fact("Marked, if known", per=episode, optional=True)
    paid: USD = fact("Paid", per=month)

    @result(cites="Agreement 9")
    def done(self) -> YesNo:
        return self.flag
"""


def with_clause(expression: str, unit: str = "USD") -> str:
    """Return a model with all kinds of terms and one clause that computes an expression."""
    return f"""{TERMS}
    @clause(cites="Agreement 4.2")
    def tested(self) -> {unit}:
        return {expression}
"""


def tree(expression: str, unit: str = "USD") -> Any:
    """Return the node that an expression becomes."""
    edition = model(with_clause(expression, unit)).edition(2024)
    return edition.clauses["tested"].expression
