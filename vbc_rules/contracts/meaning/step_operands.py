"""What the steps of a `settlement:` name: does it exist, and is it what a step needs?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.contracts.building.steps import SECTION, STEPS, Models
from vbc_rules.contracts.building.terms import source_of
from vbc_rules.contracts.declared.agreed import edition_of
from vbc_rules.contracts.declared.steps import LIMITS, contract_facts
from vbc_rules.contracts.meaning.names import Names, has_unread_streams
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.language import USD, Choice, Edition, Rate, YesNo
from vbc_rules.language.checks import in_cents, rounded
from vbc_rules.language.composition import Misfit
from vbc_rules.language.declarations import TableDeclaration
from vbc_rules.language.sources import Source

RESULT = "name a result of the stream"
OPTIONAL = (
    "its model asks for it only under some terms: name a fact that every settlement reports, or "
    "write the limit among the terms of the stream"
)


@attrs.frozen
class Need:
    """What a step needs of a value: its unit (None: a number of any), whether in cents.

    A `part` is a rate from 0 to 1. What a fact or a parameter may be is declared; what a
    clause gives is checked when it is settled.
    """

    unit: type[Any] | None
    cents: bool = False
    part: bool = False


@attrs.frozen
class Operand:
    """A name in a step, where it stands, and what it must be."""

    written: str
    at: Pointer
    need: Need


def check_operands(
    document: Located, streams: Mapping[str, Pointer], models: Models, years: list[int]
) -> Iterator[Diagnostic]:
    """Yield the findings about every name in the steps, and in `paid_separately`."""
    section = document.value["settlement"]
    facts = contract_facts(section)
    names = Names(
        "VBC241", streams, models, terms=True, unread=has_unread_streams(document, streams)
    )
    for one in _operands(section):
        place = document.place_of(one.at)
        if "." in one.written or one.written in streams:
            found = _of_stream(one, place, names, years)
        else:
            found = _of_contract(one, place, facts, streams)
        if found is not None:
            yield found
    for index, name in enumerate(section.get("paid_separately", ())):
        if name not in streams:
            message = f"The contract has no stream `{name}`."
            place = document.place_of((*SECTION, "paid_separately", index))
            yield Diagnostic("VBC241", message, place, _meant(name, streams))


def _of_stream(one: Operand, place: Place, names: Names, years: list[int]) -> Diagnostic | None:
    source = source_of(one.written)
    unknown = names.unknown(source, place)
    if unknown is not None:
        return unknown
    found = _unfit(source, one.need, names.models, years)
    if found is None:
        return None
    return Diagnostic("VBC242", f"`{one.written}` {found.message}.", place, found.hint)


def _of_contract(
    one: Operand, place: Place, facts: Collection[str], streams: Collection[str]
) -> Diagnostic | None:
    if one.written not in facts:
        message = f"The contract has no fact `{one.written}`."
        return Diagnostic("VBC241", message, place, _meant(one.written, [*facts, *streams]))
    if one.need.unit is not USD:
        message = f"`{one.written}` is a fact of the contract, in dollars."
        return Diagnostic("VBC242", message, place, "name a clause of a stream here")
    return None


def _meant(name: str, known: Collection[str]) -> str:
    near = did_you_mean(name, known)
    if near:
        return f"did you mean `{near}`?"
    return "declare it under `facts:`, or write stream.clause"


def _operands(section: Mapping[str, Any]) -> Iterator[Operand]:
    for index, step in enumerate(section["steps"]):
        at: Pointer = (*STEPS, index)
        for key in ("add", "less"):
            for position, written in enumerate(step.get(key, ())):
                yield Operand(written, (*at, key, position), Need(USD, cents=True))
        if "pay_if" in step:
            unit = None if "is_at_least" in step else YesNo
            yield Operand(step["pay_if"], (*at, "pay_if"), Need(unit))
        if "scale_by" in step:
            yield Operand(step["scale_by"], (*at, "scale_by"), Need(Rate, part=True))
        for key, forms in LIMITS.items():
            limit = step.get(key, {})
            for form, one in forms.items():
                if form in limit and "of" in limit:
                    yield Operand(limit["of"], (*at, key, "of"), Need(one.of))


def _unfit(source: Source, need: Need, models: Models, years: list[int]) -> Misfit | None:
    """Return why a clause or a term cannot be what a step needs, if so in any year."""
    model = models.get(source.use)
    for year in years if model else ():
        if model is None or edition_of(model, year) is None:
            continue  # the check of the term tells it
        found = next(_misfits(source.clause, need, model.edition(year)), None)
        if found is not None:
            return found
    return None


def _misfits(name: str, need: Need, edition: Edition) -> Iterator[Misfit]:
    if name in edition.clauses:
        value = edition.clauses[name].expression
        unit: type[Any] = type(value)
        missing, axes = value.may_be_missing, value.axes
        cents = rounded(value, edition.clauses, edition.terms)
    elif name in edition.terms and not _is_table(edition, name):
        term = edition.terms[name]
        unit, axes = term.declaration.unit, frozenset(term.axes)
        missing, cents = term.declaration.optional, in_cents(term)
    else:
        yield Misfit("is no number that the stream has in every year of the term")
        return
    yield from _wrong_unit(unit, need)
    if need.part and unit is Rate and name in edition.terms:
        yield from _no_part(edition.terms[name].declaration)
    if axes:
        by = ", ".join(sorted(axis.name for axis in axes))
        yield Misfit(f"varies by {by}", "name a clause that sums it up, such as a result")
    if missing:
        yield Misfit("may be missing", OPTIONAL if name in edition.terms else RESULT)
    if need.cents and not cents:
        yield Misfit("is not rounded to cents", RESULT)


def _no_part(declared: Any) -> Iterator[Misfit]:  # noqa: ANN401 - a fact, a parameter or law
    low, high = getattr(declared, "minimum", None), getattr(declared, "maximum", None)
    if low is None or high is None or low < 0 or high > 1:
        yield Misfit("can be outside 0 to 1", "scale by a score, which is from 0 to 1")


def _is_table(edition: Edition, name: str) -> bool:
    return isinstance(edition.terms[name].declaration, TableDeclaration)


def _wrong_unit(unit: type[Any], need: Need) -> Iterator[Misfit]:
    if need.unit is not None and unit is not need.unit:
        if need.unit is YesNo:
            hint = "hold a score against a least one: add `is_at_least:`"
            yield Misfit("is no yes/no", hint)
        else:
            yield Misfit(f"is in {unit.unit.words}, not in {need.unit.unit.words}")
    elif need.unit is None and issubclass(unit, YesNo | Choice):
        hint = "leave `is_at_least` out" if issubclass(unit, YesNo) else ""
        yield Misfit(f"is {unit.unit.words}, which is no number", hint)
