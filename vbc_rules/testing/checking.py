"""A case is settled as any contract is, and its clauses are compared with what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.agreements.book import BadAgreement, Book
from vbc_rules.agreements.load import load_book
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.text.located import Pointer
from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.diagnostics.suggest import meant_by
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.language.axes import ordered
from vbc_rules.reports.text.explanation import explanation
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.book import agreements_asked
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.numbers import decimal_places, exact_text
from vbc_rules.testing.cases import Case

_BROKEN = "VBC304"
"""The code of a plugin that cannot be used."""


@attrs.frozen
class Difference:
    """A clause that is not what a case expects. `entry` is empty where it does not vary."""

    case: str
    clause: str
    entry: str
    expected: str
    computed: str
    place: Place

    @property
    def told(self) -> str:
        """Return what differs and how, in words."""
        where = f"[{self.entry}]" if self.entry else ""
        return f"{self.clause}{where} is {self.computed}, expected {self.expected}"

    def __str__(self) -> str:
        """Return the difference as one line."""
        return f"{self.place}: {self.case}: {self.told}"


class CaseChecker:
    """Checks cases with the models of a registry.

    Each contract is read once, and bound once to a period.
    """

    def __init__(self, registry: Registry) -> None:
        """Begin with no contract read."""
        self._registry = registry
        self._contracts: dict[Path, Contract] = {}
        self._books: dict[Path, Book] = {}
        self._bound_to: dict[tuple[Path, str, str, str], BoundContract] = {}

    def differences(self, case: Case) -> tuple[Difference, ...]:
        """Return every clause that is not what the case expects.

        Raises:
            Refusal: the findings about the contract or the facts, or VBC562 for a clause
                that the contract's models do not have.
        """
        if case.findings:
            return self._other_findings(case)
        settler = self.settler(case)
        settler.row(0)  # a settlement checks more than its clauses
        run = Run(settler.bound.edition, settler.bound.inputs(settler.facts, 0))
        return tuple(
            difference
            for name, expected in case.expect.items()
            for difference in _compared(case, run, _known(case, run, name), expected)
        )

    def explained(self, case: Case, clause: str) -> str:
        """Return how a clause of a case came about: its line, and those that it reads."""
        settled = self.settler(case).row(0)
        return explanation(settled.title, settled.entity, settled.period, settled.lines, clause)

    def settler(self, case: Case) -> Settler:
        """Return the settler of a case; its facts are those of a single entity.

        Raises:
            Refusal: the findings about the contract or the facts.
        """
        bound = self._bound(case)
        return Settler(bound, document_facts(_CaseFacts(case), bound.facts))

    def _bound(self, case: Case) -> BoundContract:
        key = (case.contract, case.agreement, case.period, case.settlement)
        if key not in self._bound_to:
            contract = self._agreed(case) if case.agreement else self._contract(case)
            period = parse_period(case.period)
            self._bound_to[key] = bind(contract, self._registry, period, case.settlement)
        return self._bound_to[key]

    def _other_findings(self, case: Case) -> tuple[Difference, ...]:
        """Return a difference if a case is not refused with the codes that it expects."""
        try:
            self.settler(case).row(0)
        except Refusal as refusal:
            told = in_reading_order(refusal.diagnostics)
            found = tuple(finding.code for finding in told)
            if _BROKEN in found and _BROKEN not in case.findings:
                raise  # the plugin is at fault, not what the case expects
        else:
            found = ()
        if found == case.findings:
            return ()
        place = case.document.place_of((*case.pointer, "findings"))
        expected, computed = (", ".join(codes) or "none" for codes in (case.findings, found))
        return (Difference(case.name, "findings", "", expected, computed, place),)

    def _contract(self, case: Case) -> Contract:
        if case.contract not in self._contracts:
            _refuse_missing(case)
            self._contracts[case.contract] = load_contract(case.contract, self._registry)
        return self._contracts[case.contract]

    def _agreed(self, case: Case) -> Contract:
        """Return the contract with the terms of the agreement that the case names."""
        if case.contract not in self._books:
            self._books[case.contract] = load_book(case.contract, self._registry)
        [agreement, *_] = agreements_asked(self._books[case.contract], (case.agreement,))
        if isinstance(agreement, BadAgreement):
            raise Refusal(agreement.findings)
        return agreement.contract


@attrs.frozen(eq=False, slots=False)
class _CaseFacts:
    """The facts of a case as a facts document of one entity, in their places."""

    case: Case

    @property
    def file(self) -> str:
        return self.case.document.file

    @cached_property
    def value(self) -> Any:  # noqa: ANN401 - plain data
        return {"entities": {self.case.name: self.case.facts}, "axes": self.case.axes}

    def place_of(self, pointer: Pointer) -> Place:
        return self.case.document.place_of(self._written(pointer))

    def key_place_of(self, pointer: Pointer) -> Place:
        return self.case.document.key_place_of(self._written(pointer))

    def _written(self, pointer: Pointer) -> Pointer:
        """Return the way in the case file: what follows `entities` and the name is a fact."""
        fact = pointer[2:]
        return (*self.case.fact_pointer(str(fact[0])), *fact[1:]) if fact else self.case.pointer


def _refuse_missing(case: Case) -> None:
    """Refuse a contract that is not there where the case names it, not where it would be."""
    if case.contract.is_file():
        return
    own = "contract" in case.document.value["cases"][case.pointer[-1]]
    place = case.document.place_of((*case.pointer, "contract") if own else ("contract",))
    files = sorted(case.contract.parent.glob("*.yaml"))
    beside = (one.stem for one in files if "." not in one.stem)
    hint = meant_by(case.contract.stem, beside, "beside this file are")
    raise refuse("VBC001", f"There is no file {case.contract}.", place, hint)


def _known(case: Case, run: Run, name: str) -> str:
    """Return the name of a clause that a case expects something of, if the contract has it."""
    known = run.edition.clauses
    if name not in known:
        hint = meant_by(name, known, "clauses are", case.expect)
        place = case.document.key_place_of((*case.pointer, "expect", name))
        raise refuse("VBC562", f"The contract has no clause `{name}`.", place, hint)
    return name


def _compared(case: Case, run: Run, name: str, expected: object) -> Iterator[Difference]:
    axes = ordered(run.edition.clauses[name].expression.axes)
    for entries, wanted in _by_entry(expected, len(axes)):
        pointer = (*case.pointer, "expect", name, *entries)
        place = case.document.place_of(pointer)
        if len(entries) < len(axes) or not _is_value(wanted):
            varies = ", ".join(axis.name for axis in axes) or "nothing"
            message = f"`{name}` varies by {varies}, which what is expected does not."
            raise refuse("VBC560", message, place, "write a number, or {rounded: 0.0335856}")
        computed = run.clause(name, run.at(axes, entries))
        if not _equal(computed, wanted):
            told = (_told(wanted), _told(computed))
            yield Difference(case.name, name, ", ".join(entries), *told, place)


def _by_entry(expected: object, depth: int) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what is expected of each entry: one level of mapping for each axis, by its name."""
    if depth and isinstance(expected, dict):
        for entry, below in expected.items():
            for entries, wanted in _by_entry(below, depth - 1):
                yield (entry, *entries), wanted
    else:
        yield (), expected


def _is_value(wanted: object) -> bool:
    if isinstance(wanted, dict):
        return list(wanted) == ["rounded"] and isinstance(wanted["rounded"], int | Decimal)
    return not isinstance(wanted, list)


def _equal(computed: Scalar, wanted: object) -> bool:
    if isinstance(wanted, dict) and isinstance(computed, Fraction):
        written = wanted["rounded"]
        step = Fraction(1, 10 ** _decimals(written))
        return rounded(computed, step, "half_up") == _exact(written)
    return computed == _exact(wanted)


def _exact(written: object) -> object:
    is_number = isinstance(written, int | Decimal) and not isinstance(written, bool)
    return Fraction(str(written)) if is_number else written


def _decimals(written: object) -> int:
    """Return how many decimals a number is written with."""
    return len(f"{written}".partition(".")[2])


def _told(value: object) -> str:
    """Return a value for a person: exact where it has few decimals."""
    if isinstance(value, dict):
        return f"{value['rounded']} (rounded)"
    if isinstance(value, Fraction):
        places = decimal_places(value)
        return exact_text(value) if places is not None else f"{_cut(value)}… ({value})"
    return str(value)


def _cut(value: Fraction) -> str:
    return exact_text(rounded(value, Fraction(1, 10**12), "down"))
