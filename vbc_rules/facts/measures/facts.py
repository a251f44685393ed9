"""Measure results as the facts of a contract, by a layout; what is not used is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.suggest import did_you_mean, suggestion
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.assembly import UNREADABLE, assemble
from vbc_rules.facts.declared import Declared, listed
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.checking import REPORTED, warning
from vbc_rules.facts.measures.layout import EntryRule, FactRule, ResultLayout
from vbc_rules.facts.measures.results import COUNTS, MeasureResult, ResultFile
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Column, Entry, FactTable
from vbc_rules.facts.values import checked_value
from vbc_rules.hooks.registry import Registry

_SUMMARY = "summary"


@attrs.frozen
class ResultFacts:
    """The facts, and what has to be told beside them: remarks, all of them warnings."""

    table: FactTable
    remarks: tuple[Diagnostic, ...]


@attrs.frozen
class RawResults:
    """Values that results give, before they are a whole table, and remarks about them."""

    raw: RawFacts
    remarks: tuple[Diagnostic, ...]


def result_facts(
    file: ResultFile,
    layout: ResultLayout,
    declared: Declared,
    registry: Registry,
    days: tuple[date, date],
) -> ResultFacts:
    """Return the facts that the results of a period give.

    `days` are the first and the last day of the performance period.

    Raises:
        Refusal: VBC302 for a measure that nobody declares, VBC404 and VBC447 for a fact
            that the contract does not have or that does not vary by one axis, VBC457 for a
            result of another period, VBC458 for a measure that no entry names, VBC459 for
            two results of one entry, VBC811 for one in the other direction than its measure,
            VBC406 and VBC410 to VBC415 for facts.
    """
    mapping = _mapping(file, layout, declared, registry, days)
    table = assemble(mapping.raw(), declared, mapping.findings)
    return ResultFacts(table, tuple(mapping.remarks))


def raw_results(
    file: ResultFile,
    layout: ResultLayout,
    declared: Declared,
    registry: Registry,
    days: tuple[date, date],
) -> RawResults:
    """Return the values that results give, to be joined to other facts; see `result_facts`."""
    mapping = _mapping(file, layout, declared, registry, days)
    raw = mapping.raw()
    mapping.findings.refuse_if_any()
    return RawResults(raw, tuple(mapping.remarks))


def _mapping(
    file: ResultFile,
    layout: ResultLayout,
    declared: Declared,
    registry: Registry,
    days: tuple[date, date],
) -> _Mapping:
    entries = tuple(with_measure(entry, registry) for entry in layout.entries)
    return _Mapping(file, layout, declared, entries, layout.days or days)


def with_measure(entry: EntryRule, registry: Registry) -> EntryRule:
    """Return an entry with the names and the minimum that its measure declares."""
    if not entry.measure:
        return entry
    measure = registry.quality_measure(entry.measure, entry.place)
    names = dict.fromkeys((*entry.identifiers, measure.id, *measure.identifiers.values()))
    minimum = entry.minimum_denominator
    return attrs.evolve(
        entry,
        identifiers=tuple(names),
        minimum_denominator=measure.minimum_denominator if minimum is None else minimum,
        higher_is_better=measure.higher_is_better,
    )


class _Mapping:
    """Maps the results of one file."""

    def __init__(
        self,
        file: ResultFile,
        layout: ResultLayout,
        declared: Declared,
        entries: Sequence[EntryRule],
        days: tuple[date, date],
    ) -> None:
        self.file, self.layout, self.declared = file, layout, declared
        self.entries, self.days = entries, days
        self.findings = Findings()
        self.remarks: list[Diagnostic] = list(file.remarks)

    def raw(self) -> RawFacts:
        """Return the values; what is wrong with them is in the findings."""
        self._check_facts()
        self.findings.refuse_if_any()
        used: dict[tuple[str, str], MeasureResult] = {}
        for result in self.file.results:
            entry = self._entry(result)
            if entry is not None:
                self._use(entry, result, used)
        if not used and not self.findings:
            place = Place(self.file.file)
            self.findings.add("VBC417", "The file has no result to settle.", place, self._why())
        return self._values(used)

    def _why(self) -> str:
        return "; ".join(one.message for one in self.remarks[:1]) or "name another file"

    def _check_facts(self) -> None:
        for name, rule in self.layout.facts.items():
            fact = self.declared.get(name)
            if fact is None:
                known = ", ".join(listed(self.declared))
                hint = suggestion(name, self.declared, f"facts are {known}", self.layout.facts)
                message = f"`{name}` is no fact of the contract."
                self.findings.add("VBC404", message, rule.place, hint)
            elif len(fact.axes) != 1:
                by = " and ".join(axis.name for axis in fact.axes) or "nothing"
                message = f"Fact `{name}` varies by {by}, a result by one axis."
                self.findings.add("VBC447", message, rule.place, "name a fact of each measure")

    # ---- which results count

    def _entry(self, result: MeasureResult) -> EntryRule | None:
        """Return the entry that a result is for; why there is none is told."""
        if result.kind != _SUMMARY or result.status != REPORTED:
            is_final = result.status == REPORTED
            why = f"it is of type {result.kind}" if is_final else f"its status is {result.status}"
            self._leave_out(result, why)
            return None
        named = [one for one in self.entries if _names(one, result.identifiers)]
        found = [one for one in named if not one.group or one.group in result.group]
        if not found:
            self._unnamed(result, named)
            return None
        if not self._is_of_period(result):
            return None
        return found[0]

    def _leave_out(self, result: MeasureResult, why: str) -> None:
        message = f"The result of `{result.measure}` is left out: {why}."
        is_final = result.kind == _SUMMARY and result.status == REPORTED
        hint = "" if is_final else "results of an entity are complete summaries"
        self.remarks.append(warning("VBC463", message, result.place, hint))

    def _unnamed(self, result: MeasureResult, named: Sequence[EntryRule]) -> None:
        if named:
            self._leave_out(result, "no entry names this rate of the measure")
            return
        if self.layout.others_left_out:
            self._leave_out(result, "no entry names the measure")
            return
        known = [name for entry in self.entries for name in _all_names(entry)]
        meant = did_you_mean(result.identifiers[0], known)
        add = "add it to an entry, or write `other_measures: left_out` in the layout"
        hint = f"did you mean `{meant}`? otherwise {add}" if meant else add
        message = f"No entry of the layout names the measure `{result.measure}`."
        self.findings.add("VBC458", message, result.place, hint)

    def _is_of_period(self, result: MeasureResult) -> bool:
        days = (result.first_day, result.last_day)
        if days in {self.days, (None, None)}:
            return True
        message = (
            f"The result of `{result.measure}` is for {result.period}, "
            f"not for {self.days[0]}..{self.days[1]}."
        )
        hint = "name the reports of the period, or write `period:` in the layout"
        self.findings.add("VBC457", message, result.place, hint)
        return False

    def _use(
        self,
        entry: EntryRule,
        result: MeasureResult,
        used: dict[tuple[str, str], MeasureResult],
    ) -> None:
        entity = self._entity(result)
        if not entity:
            message = f"The result of `{result.measure}` says not who it is about."
            self.findings.add("VBC409", message, result.place, "add its reporter")
            return
        if (entity, entry.name) in used:
            line = used[entity, entry.name].place.line
            message = f"Entity `{entity}` has a second result for `{entry.name}`, see line {line}."
            several = "the measure has several rates: write `group:` in the entry of the layout"
            hint = several if result.group else "keep the one that counts"
            self.findings.add("VBC459", message, result.place, hint)
            return
        used[entity, entry.name] = result
        self._check_direction(entry, result)
        self._mark_small(entry, result)

    def _entity(self, result: MeasureResult) -> str:
        system = self.layout.entity_system
        names = [one.value for one in result.reporters if not system or one.system == system]
        known = [self.layout.entities[name] for name in names if name in self.layout.entities]
        return next(iter([*known, *names]), "")

    def _check_direction(self, entry: EntryRule, result: MeasureResult) -> None:
        if None in {entry.higher_is_better, result.higher_is_better}:
            return
        if entry.higher_is_better != result.higher_is_better:
            better = "higher" if result.higher_is_better else "lower"
            message = f"To the report, {better} is better, but `{entry.measure}` says the opposite."
            hint = "the report counts the opposite of the measure, or is of another measure"
            self.findings.add("VBC811", message, result.place, hint)

    def _mark_small(self, entry: EntryRule, result: MeasureResult) -> None:
        minimum, cases = entry.minimum_denominator, result.eligible
        if minimum is not None and cases is not None and cases < minimum:
            message = (
                f"`{entry.name}` has {cases} eligible cases, fewer than the {minimum} "
                "that it needs."
            )
            hint = "the result is kept; the contract says what it counts"
            self.remarks.append(warning("VBC460", message, result.place, hint))

    # ---- the table

    def _values(self, used: Mapping[tuple[str, str], MeasureResult]) -> RawFacts:
        entities = list(dict.fromkeys(entity for entity, _ in used))
        rows = {entity: row for row, entity in enumerate(entities)}
        columns: dict[Column, list[Scalar]] = {}
        places: dict[tuple[int, str], Place] = {}
        for (entity, entry), result in used.items():
            places[rows[entity], entry] = result.place
            for name, rule in self.layout.facts.items():
                column = columns.setdefault((name, (entry,)), [None] * len(entities))
                column[rows[entity]] = self._value(name, entry, rule, result)
        header = Place(self.file.file)

        def place_of(row: int, name: str, entry: Entry) -> Place:
            del name  # all figures of a result stand in one place
            return places.get((row, entry[0]), header) if entry else header

        return RawFacts(self.file.file, entities, columns, {}, place_of, header)

    def _value(self, name: str, entry: str, rule: FactRule, result: MeasureResult) -> Scalar:
        value = _figure(rule, result)
        if value is None:
            message = f"`{result.measure}` has no {rule.figure}: `{name}[{entry}]` is missing."
            self.remarks.append(warning("VBC464", message, result.place, _hint(rule, result)))
            return None
        objection = checked_value(value, self.declared[name])
        if objection is None:
            return value
        self.findings.add(objection.code, objection.message, result.place, objection.hint)
        return UNREADABLE


def _names(entry: EntryRule, identifiers: Iterable[str]) -> bool:
    return not set(_all_names(entry)).isdisjoint(identifiers)


def _all_names(entry: EntryRule) -> tuple[str, ...]:
    """Return the names of an entry; one without others is called as the entry is."""
    return entry.identifiers or (entry.name,)


def _figure(rule: FactRule, result: MeasureResult) -> Fraction | bool | None:
    if rule.figure == "attested":
        return result.attested
    found: Fraction | int | None
    if rule.figure in COUNTS:
        found = result.count(rule.figure)
    elif rule.figure == "eligible":
        found = result.eligible
    else:
        found = result.score if rule.figure == "score" else _rate(result)
    if found is None:
        return None
    value = found * rule.times
    return value if rule.decimals is None else _half_up(value, rule.decimals)


def _rate(result: MeasureResult) -> Fraction | None:
    return result.rate if result.is_rate else None


def _half_up(value: Fraction, decimals: int) -> Fraction:
    return rounded(value, Fraction(1, 10**decimals), "half_up")


def _hint(rule: FactRule, result: MeasureResult) -> str:
    if rule.figure == "rate" and result.eligible == 0:
        return "no case is eligible; a rate of no case is not zero"
    return "it is not reported; the model says what a missing value means"
