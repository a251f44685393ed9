"""Checks of examples and contracts: they validate, settle, explain and render without loss."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.ignoring import without_ignored
from vbc_rules.hooks.declarations import Example, ReportFormat
from vbc_rules.reports.formatting import csv_number, true_minus
from vbc_rules.statements.document import from_json
from vbc_rules.statements.settlement import Settlement
from vbc_rules.testing.kit.findings import EXAMPLE, UNSOUND, Findings, raised, told
from vbc_rules.testing.kit.situations import settled_year, years_of
from vbc_rules.testing.kit.subject import Subject


def contracts_have_no_findings(subject: Subject) -> Findings:
    """Every contract of the plugin validates; a warning is passed over at its line, with why."""
    for path in subject.contract_files:
        _, findings = subject.contract(path)
        source = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        yield from without_ignored(findings, {str(path): source})


def parameters_are_cited(subject: Subject) -> Findings:
    """Every parameter of every contract says where it is agreed."""
    for path in subject.contract_files:
        contract, _ = subject.contract(path)
        if contract is None:
            continue
        for term in (one for each in contract.streams for one in each.parameters.values()):
            if not all(value.cites for value in term.values):
                message = f"Parameter `{term.name}` of {contract.id} cites nothing."
                hint = "write {value: …, cites: Agreement 4.2}"
                yield told(EXAMPLE, message, term.place, hint)


def examples_settle(subject: Subject) -> Findings:
    """Every example has its files, validates, settles every entity and explains every result."""
    examples = subject.own.examples()
    if subject.models and not examples:
        message = f"Plugin `{subject.namespace}` has payment models but no example."
        hint = "return an Example from vbc_examples: a contract with facts that settles"
        yield told(EXAMPLE, message, None, hint)
    for example in examples:
        missing = [path for path in (example.contract, *example.facts) if not path.is_file()]
        for path in missing:
            message = f"Example {example.id} names a file that is not there."
            yield told(EXAMPLE, message, Place(str(path)), "write it, and pack it into the wheel")
        if not missing:
            yield from _settles(subject, example)
    for situation in subject.examples_settled:
        settlement = situation.settlement
        yield from _explained(situation.name, settlement)


def waterfalls_close(subject: Subject) -> Findings:
    """The bars of every waterfall add up to its total, which is the result."""
    chosen = {one.name: one for model in subject.models for one in subject.situations_of(model)}
    for situation in chosen.values():
        settlement = situation.settlement
        values = {one.name: one.value for one in settlement.results}
        for one in settlement.waterfalls:
            added = sum((bar.amount for bar in one.bars), Fraction(0))
            if not added == one.total == values[one.result]:
                adds = f"{situation.name}: the waterfall of `{one.result}` adds up to {added}"
                message = f"{adds}, not to {values[one.result]}."
                place = Place(situation.contract.file)
                yield told(EXAMPLE, message, place, "round each stage as the result is")


def examples_render(subject: Subject) -> Findings:
    """The generic formats lose nothing of the examples, and the plugin's own formats render."""
    for example in subject.own.examples():
        found = tuple(one.settlement for one in subject.settled(example.id))
        if not found:
            continue
        place = Place(str(example.contract))
        for form in generic_formats(subject):
            lost = _lost(form, found)
            if lost:
                message = f"Example {example.id} loses {lost} in {form.id}."
                yield told(EXAMPLE, message, place, "tell the authors of vbc-rules")
        for form in subject.own.report_formats():
            yield from _renders(form, found)


def generic_formats(subject: Subject) -> tuple[ReportFormat, ...]:
    """Return the formats that every installation has."""
    ids = ("core.statement_json", "core.statement_csv", "core.statement_text",
           "core.statement_html")  # fmt: skip
    return tuple(subject.registry.report_format(id) for id in ids)


def _settles(subject: Subject, example: Example) -> Iterator[Diagnostic]:
    contract, findings = subject.contract(example.contract)
    yield from findings
    if contract is None:
        return
    refused: Refusal | None = None
    for year in years_of(contract):
        try:
            settled_year(example, contract, subject.registry, year)
        except Refusal as refusal:
            refused = refusal
        else:
            return
    if refused:
        message = f"Example {example.id} settles in no year of its contract."
        hint = "the findings that follow are those of its last year"
        yield told(EXAMPLE, message, Place(str(example.facts[0])), hint)
        yield from refused.diagnostics


def _explained(name: str, settlement: Settlement) -> Findings:
    lines = {line.number: line for line in settlement.lines}
    place = Place(settlement.provenance.contract_file)
    for result in settlement.results:
        line = lines.get(result.line)
        if line is None or (line.name, line.value) != (result.name, result.value):
            message = f"{name}: result `{result.name}` has no line in its explanation."
            yield told(EXAMPLE, message, place, "tell the authors of vbc-rules")
    for line in settlement.lines:
        if line.kind == "clause" and not (line.cites and line.formula + line.because):
            message = f"{name}: line {line.number}, `{line.name}`, gives no reason."
            yield told(EXAMPLE, message, place, "let the clause compute something, and cite")


def _lost(form: ReportFormat, found: Sequence[Settlement]) -> str:
    """Return what a generic format does not say of settlements; nothing, if it says all."""
    if form.id.endswith("_json"):
        return "" if from_json(form.render(found)) == tuple(found) else "something"
    for settlement in found:
        text = form.render([settlement]).decode()
        for result in settlement.results:
            if not any(one in text for one in _said(result.value, result.shown)):
                return f"`{result.name}` of {settlement.entity}"
    return ""


def _said(value: object, shown: str) -> list[str]:
    """Return the forms in which a report may say a value."""
    exact = csv_number(value) if isinstance(value, Fraction) else str(value).lower()
    return [shown, true_minus(shown), html.escape(shown), exact]


def _renders(form: ReportFormat, found: Sequence[Settlement]) -> Findings:
    """Yield what keeps a format of the plugin from rendering one settlement, many, or bare ones."""
    amounts = [found[:1], tuple(found)]
    if form.lines_up_to is not None:
        times = form.lines_up_to // len(found) + 1
        amounts.append(tuple(attrs.evolve(one, lines=()) for one in found) * times)
    for settlements in amounts:
        try:
            data = form.render(settlements)
        except Exception as error:  # noqa: BLE001 - whatever a stranger's code raises
            message = f"Report format {form.id} fails on {len(settlements)}: {raised(error)}."
            yield told(UNSOUND, message, None, "it must render any settlements; see lines_up_to")
            return
        kind = type(data).__name__  # whatever the annotation of a stranger's function says
        if kind != "bytes" or not data:
            message = f"Report format {form.id} returns {kind}, not the bytes of a file."
            yield told(UNSOUND, message, None, "return text.encode()")
            return
