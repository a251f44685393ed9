"""The meaning of `settlement:`: first what each step says, then what the steps do together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vbc_rules.contracts.building.steps import SECTION, STEPS, Models, least_of, settlement_of
from vbc_rules.contracts.building.terms import source_of
from vbc_rules.contracts.contract import SettlementTerms
from vbc_rules.contracts.declared.agreed import Agreed, Model, edition_of
from vbc_rules.contracts.declared.steps import (
    DOWN_TO,
    HOLD_BACK,
    INSTALLMENT,
    LIMITS,
    step_term,
)
from vbc_rules.contracts.meaning.names import named_streams
from vbc_rules.contracts.meaning.step_forms import check_forms
from vbc_rules.contracts.meaning.step_money import check_money
from vbc_rules.contracts.meaning.step_operands import check_operands
from vbc_rules.contracts.meaning.step_order import check_order
from vbc_rules.contracts.meaning.terms import check_term, years_of_term
from vbc_rules.contracts.schema.sentences import as_a_share, number_text
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import cells, stated_values
from vbc_rules.contracts.written.sections import SECTIONS, written_streams
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.language.composition import Source, Use, compose
from vbc_rules.language.declarations import Declaration
from vbc_rules.language.errors import DefinitionError
from vbc_rules.statements.numbers import exact_text

_OF_FEEDS = ("VBC621", "VBC622", "VBC623")
"""What the tree refuses of facts that streams compute, which their own check tells."""


def check_settlement(
    document: Located, shape: Shape, models: Mapping[Pointer, Model]
) -> Iterator[Diagnostic]:
    """Yield every finding about the steps of a contract, if their shape is sound."""
    if not document.has(SECTION) or not shape.is_sound(SECTION):
        return
    places = named_streams(document, shape)
    named = {name: models[at] for name, at in places.items() if at in models}
    years = [first.year for first, _ in years_of_term(document, shape)]
    findings = [*check_forms(document, places)]
    if not findings:
        findings += check_operands(document, places, named, years)
    if not findings:
        findings += _terms(document, shape, named)
    yield from findings
    sound = all(shape.is_sound((section,)) for section in SECTIONS)
    if not findings and sound and len(named) == len(list(written_streams(document))):
        yield from _together(document, models, named, years)


def _terms(document: Located, shape: Shape, named: Models) -> Iterator[Diagnostic]:
    """Yield the findings about dated amounts, which are checked as those of models are."""
    years = years_of_term(document, shape)
    for index, step in enumerate(document.value["settlement"]["steps"]):
        for key, declared, raw in _written_terms(step, named):
            at = (*STEPS, index, *key)
            agreed = step_term(step["step"], key[0], declared)
            yield from check_term(document, agreed, raw, at, years)
            if key == ("is_at_least",):
                yield from _reachable(document, agreed, raw, at, step["pay_if"])


def _reachable(
    document: Located,
    agreed: Agreed,
    raw: Any,  # noqa: ANN401 - plain data
    at: Pointer,
    clause: str,
) -> Iterator[Diagnostic]:
    """Yield a finding for each least score that what it is held against cannot be.

    The schema knows neither unit nor limits of a clause that a contract names.
    """
    for stated in stated_values(agreed, raw, at):
        for cell in cells(agreed, stated):
            low, high = cell.kind.minimum, cell.kind.maximum
            if high is not None and cell.raw > high:
                limit = f"above {exact_text(high)}, the most"
                hint = as_a_share(cell.raw) if high == 1 else ""
            elif low is not None and cell.raw < low:
                limit, hint = f"below {exact_text(low)}, the least", ""
            else:
                continue
            message = f"`is_at_least` is {number_text(cell.raw)}, {limit} that `{clause}` can be."
            yield Diagnostic("VBC104", message, document.place_of(cell.at), hint)


def _written_terms(
    step: Mapping[str, Any], named: Models
) -> Iterator[tuple[tuple[str, ...], Declaration, Any]]:
    for key, forms in LIMITS.items():
        for form, one in forms.items():
            if form in step.get(key, {}):
                yield (key, form), one.declared, step[key][form]
    plain = {"hold_back": HOLD_BACK, "down_to": DOWN_TO, "installment": INSTALLMENT}
    for key, declared in plain.items():
        if key in step:
            yield (key,), declared, step[key]
    if "is_at_least" in step:
        source = source_of(step["pay_if"])
        if source.use in named:
            yield ("is_at_least",), least_of(named, source), step["is_at_least"]


def _together(
    document: Located, models: Mapping[Pointer, Model], named: Models, years: list[int]
) -> Iterator[Diagnostic]:
    """Yield the findings about steps that are sound each for itself."""
    stated = settlement_of(document, models)
    if stated is None:
        return
    findings = [*check_money(document, stated, named), *check_order(stated)]
    yield from findings
    if not findings:
        yield from _rounding(document, stated, named, years)


def _rounding(
    document: Located, stated: SettlementTerms, named: Models, years: list[int]
) -> Iterator[Diagnostic]:
    """Yield the first finding about the tree that the steps make with the streams."""
    uses = [Use(name, model, _feeds(document, name)) for name, model in named.items()]
    for year in years:
        if any(edition_of(one.model, year) is None for one in uses):
            continue
        for occasion in stated.occasions:
            steps = [one.step for one in stated.at(occasion)]
            try:
                compose("contract", "Contract", uses, year, steps)
            except DefinitionError as error:
                yield from _unrounded(error)
                return


def _unrounded(error: DefinitionError) -> Iterator[Diagnostic]:
    """Yield the finding about money that nobody rounds; feeds have findings of their own."""
    for one in error.diagnostics:
        if one.code not in ("VBC618", *_OF_FEEDS):
            raise error
        if one.code == "VBC618":
            name = one.message.partition(" ")[0].removeprefix("contract.")
            message = f"`{name}` is paid or shown in dollars, but no step rounds it to cents."
            hint = "write `rounded_to: 0.01` on it, or on the step before"
            yield Diagnostic("VBC247", message, one.place, hint)


def _feeds(document: Located, name: str) -> dict[str, Source]:
    return {
        fact: source_of(written)
        for _, stream in written_streams(document)
        if stream["name"] == name
        for fact, written in stream.get("facts", {}).items()
    }
