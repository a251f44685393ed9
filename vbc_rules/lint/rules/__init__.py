"""The rules of the core: the 24 items, and the structure of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.hooks.declarations import LintRule
from vbc_rules.lint.rules import outcomes, quality, tables, written
from vbc_rules.lint.rules.completeness import completeness_rules
from vbc_rules.lint.subject import LintedContract

STRUCTURE: Mapping[str, Callable[[LintedContract], Iterable[Diagnostic]]] = MappingProxyType(
    {
        "VBC930": written.terms_without_citation,
        "VBC931": tables.rows_that_pay_the_same,
        "VBC932": tables.tiers_never_reached,
        "VBC933": outcomes.limits_that_never_bind,
        "VBC934": outcomes.gates_always_met,
        "VBC935": outcomes.gates_never_met,
        "VBC936": quality.streams_that_feed_nothing,
        "VBC937": outcomes.streams_that_pay_nothing,
        "VBC938": quality.measures_that_count_nothing,
        "VBC940": quality.improvement_without_baseline,
        "VBC941": outcomes.limits_of_zero,
        "VBC942": outcomes.minimums_of_zero_shares,
        "VBC943": outcomes.facts_that_decide_nothing,
        "VBC944": outcomes.terms_that_decide_nothing,
        "VBC945": tables.boundaries_that_differ,
        "VBC946": written.shares_like_basis_points,
        "VBC947": written.values_that_never_apply,
        "VBC948": written.weights_without_total,
        "VBC949": written.plugins_not_used,
        "VBC950": written.reports_for_nobody,
        "VBC951": written.months_and_years_mixed,
    }
)


def lint_rules() -> list[LintRule]:
    """Return every rule of the core."""
    structure = [LintRule(code, CODES[code], "warning", check) for code, check in STRUCTURE.items()]
    return [*completeness_rules(), *structure]
