"""How terms are written: citations, dates, control totals, units; what is listed and not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from vbc_rules.contracts.written.forms import by_entry
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.lint.subject import LintedContract, WrittenTerm
from vbc_rules.statements.numbers import exact_text

_ONE_PERCENT = Fraction(1, 100)
_SHARE_WORDS = frozenset({"share", "sharing"})
_YEARLY = re.compile(
    r"\bPMPY\b|\bper (member|person) (and|per) year\b|\bper year\b|\ba year\b|\bannual",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    r"\bPMPM\b|\bper (member|person) (and|per) month\b|\bper month\b|\ba month\b|\bmonthly",
    re.IGNORECASE,
)


def terms_without_citation(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the values that do not say where they were agreed."""
    for term in subject.terms:
        if not term.dated.cites:
            message = f"`{term.name}` does not say where it was agreed."
            yield subject.finding("VBC930", message, term.stated.entry, _how_to_cite(term))


def _how_to_cite(term: WrittenTerm) -> str:
    raw = term.stated.raw
    if isinstance(raw, dict | list):
        return "add `cites:` with the clause, exhibit or page"
    value = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return f"write {{value: {value}, cites: …}}, with the clause, exhibit or page"


def weights_without_total(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the weights by entry that say no control total."""
    for term in subject.terms:
        entries = list(by_entry(term.agreed, term.stated)) if term.agreed.term.axes else []
        is_weight = "weight" in term.name.rpartition(".")[2].split("_")
        if len(entries) > 1 and is_weight and term.stated.adds_up_to is None and _are_numbers(term):
            total = exact_text(sum((Fraction(cell.raw) for cell in term.cells), Fraction(0)))
            message = f"`{term.name}` does not say what the weights add up to."
            hint = f"they add up to {total}: write `adds_up_to: {total}` if it is meant"
            yield subject.on_key("VBC948", message, term.at, hint)


def _are_numbers(term: WrittenTerm) -> bool:
    return term.agreed.table is None and not term.agreed.kind.is_condition


def plugins_not_used(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the plugins that are listed, and of which nothing is used."""
    used = {one.stated.model.partition(".")[0] for one in subject.streams}
    used |= {id.partition(".")[0] for one in subject.streams for id in one.stated.measures.values()}
    used |= {id.partition(".")[0] for id in subject.contract.reports}
    for namespace in subject.contract.plugins:
        checked = {one.code for one in subject.registry.contract_checks([namespace])}
        if namespace not in {*used, BUILT_IN} and not checked:
            message = f"The plugin `{namespace}` is listed, and nothing of it is used."
            at = ("plugins", namespace)
            yield subject.on_key("VBC949", message, at, "delete it, or name what is meant")


def reports_for_nobody(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield a list of reports without any: no entity gets a statement."""
    if subject.document.has(("reports",)) and not subject.contract.reports:
        message = "`reports` lists none: no entity gets a statement."
        hint = "list one, such as core.statement_html, or leave `reports:` out"
        yield subject.on_key("VBC950", message, ("reports",), hint)


def shares_like_basis_points(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield shares that are less than a hundredth, as percent written twice over are."""
    for term in subject.terms:
        for cell in term.cells:
            name = str(cell.at[-1]) if term.agreed.table else term.name
            words = set(name.rpartition(".")[2].split("_"))
            is_share = words & _SHARE_WORDS and cell.kind.unit.__name__ == "Rate"
            if is_share and 0 < Fraction(cell.raw) < _ONE_PERCENT:
                percent = exact_text(Fraction(cell.raw) * 100)
                message = f"`{name}` is {percent} %, which is very little for a share."
                hint = f"write {percent} if {exact_text(Fraction(cell.raw) * 10_000)} % is meant"
                yield subject.finding("VBC946", message, cell.at, hint)


def months_and_years_mixed(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the amounts whose citation speaks of years where the model counts months, or so."""
    for term in subject.terms:
        units = {cell.kind.unit.__name__ for cell in term.cells}
        for unit, other, words in (("Pmpm", _YEARLY, "year"), ("Pmpy", _MONTHLY, "month")):
            own = _MONTHLY if unit == "Pmpm" else _YEARLY
            cites = term.dated.cites
            if unit in units and other.search(cites) and not own.search(cites):
                counts = "month" if unit == "Pmpm" else "year"
                message = f"`{term.name}` counts by {counts}, and its citation speaks of a {words}."
                hint = "mend the amount, or say in `cites` how it was converted"
                yield subject.finding("VBC951", message, term.stated.at, hint)
