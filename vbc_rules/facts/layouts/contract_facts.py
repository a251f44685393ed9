"""The facts of the rows of one contract, checked against the declarations of its models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import Declared, meant_by
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.layouts.parsing import read_published
from vbc_rules.facts.layouts.published_file import PublishedFile
from vbc_rules.facts.layouts.rules import Reader
from vbc_rules.facts.plain_names import spread
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Column, Entry, FactTable
from vbc_rules.facts.values import checked_value, shown


def contract_facts(file: PublishedFile, contract: str, declared: Declared) -> FactTable:
    """Return the facts of the rows of one contract.

    Raises:
        Refusal: VBC447 for a fact that the layout says nothing about, VBC406 for one that
            a row lacks, VBC410 to VBC412 for a value that the declaration does not allow.
    """
    return _FactsOfContract(file, declared, file.rows_of(contract)).table()


def facts_by_layout(
    path: Path, layout: Layout, contract: str, declared: Declared
) -> tuple[FactTable, int]:
    """Return the facts that a published file has for one contract, and how many other rows.

    Raises:
        Refusal: VBC448 if no row belongs to the contract, and as `read_published` and
            `contract_facts`.
    """
    file = read_published(path, layout)
    own = len(file.rows_of(contract))
    if not own:
        message = f"No row of the file belongs to contract `{contract}`."
        hint = f"its rows belong to {', '.join(file.contracts())}"
        raise refuse("VBC448", message, Place(str(path)), hint)
    return contract_facts(file, contract, declared), len(file.rows) - own


class _FactsOfContract:
    """Builds the fact table of the rows of one contract."""

    def __init__(self, file: PublishedFile, declared: Declared, numbers: Sequence[int]) -> None:
        self.file, self.declared, self.numbers = file, declared, numbers
        self.reader = Reader(file.layout)
        self.rules = file.rules(declared)
        self.findings = Findings()

    def table(self) -> FactTable:
        """Return the checked table."""
        self._require_rules()
        columns: dict[Column, tuple[Scalar, ...]] = {
            column: tuple(self._fact(column, number) for number in self.numbers)
            for column in self.rules
        }
        self._require_entries(columns)
        self.findings.refuse_if_any()
        entities = tuple(self.file.entities[number] for number in self.numbers)
        source, axes = self.file.source.file, self.file.layout.axes
        parents = {name: rule.within for name, rule in axes.items() if rule.within}
        raw = RawFacts(source, entities, columns, parents, self._place_of, Place(source))
        found = spread(raw, self.declared)
        columns = {column: tuple(values) for column, values in found.columns.items()}
        return FactTable(source, entities, self.declared, columns, found.place_of, found.parents)

    def _place_of(self, row: int, name: str, entry: Entry) -> Place:
        rule = self.rules.get((name, entry))
        return self.file.place(self.numbers[row], rule.column if rule else "")

    def _require_rules(self) -> None:
        """Every fact that the contract needs has a rule in the layout."""
        layout = self.file.layout
        for name, fact in self.declared.items():
            per = tuple(axis.name for axis in fact.axes)
            if name in layout.facts or name in layout.varying:
                self._check_axes(name, per)
            elif fact.required and fact.plain not in {*layout.facts, *layout.varying}:
                meant = did_you_mean(name, [*layout.facts, *layout.varying], self.declared)
                shortest = fact.shortest
                known = f"did you mean `{shortest}` by `{meant}`?"
                hint = known if meant else f"add `{shortest}` to it"
                message = f"The layout says nothing about fact `{shortest}`: {fact.title}."
                self.findings.add("VBC447", message, Place(layout.file), hint)

    def _check_axes(self, name: str, per: tuple[str, ...]) -> None:
        """A fact varies in the layout by the axis by which the model declares it."""
        layout = self.file.layout
        varies = layout.fact_axes.get(name, ())
        if varies != per:
            by = " and ".join(per) or "no axis"
            message = f"The layout lets fact `{name}` vary otherwise than by {by}."
            hint = f"write `per: {per[0]}` in its rule" if len(per) == 1 else "see the model"
            self.findings.add("VBC447", message, Place(layout.file), hint)

    def _require_entries(self, columns: Mapping[Column, Sequence[Scalar]]) -> None:
        """A required fact that varies has a value for every entry that a row has."""
        varying = [column for column in columns if column[1]]
        for name, entry in varying:
            fact = self.declared[name]
            beside = [
                columns[one]
                for one in varying
                if one[1] == entry and self.declared[one[0]].axes == fact.axes
            ]
            for row, number in enumerate(self.numbers) if fact.required else ():
                if columns[name, entry][row] is None and any(
                    one[row] is not None for one in beside
                ):
                    entity = shown(self.file.entities[number])
                    written = f"{name}[{','.join(entry)}]"
                    message = f"Fact `{written}` of entity {entity} is missing: {fact.title}."
                    hint = "the file must print a value"
                    self._tell("VBC406", message, (name, entry), number, hint)

    def _fact(self, column: Column, number: int) -> Scalar:
        fact, rule = self.declared[column[0]], self.rules[column]
        value: Any = self.reader.read(rule, self.file.rows[number]).value
        if value is None:
            required = any(
                self.declared[one].required for one in meant_by(column[0], self.declared)
            )
            if required and not fact.axes:
                entity = shown(self.file.entities[number])
                message = f"Fact `{fact.name}` of entity {entity} is missing: {fact.title}."
                self._tell("VBC406", message, column, number, "the file must print a value")
            return None
        objection = checked_value(value, fact)
        if objection is not None:
            self._tell(objection.code, objection.message, column, number, objection.hint)
        found: Scalar = value
        return found

    def _tell(self, code: str, message: str, column: Column, number: int, hint: str) -> None:
        place = self.file.place(number, self.rules[column].column)
        self.findings.add(code, message, place, hint)
