"""The facts of the rows of one contract, checked against the declarations of its models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.layouts.parsing import read_published
from vbc_rules.facts.layouts.published_file import PublishedFile
from vbc_rules.facts.layouts.rules import Reader
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
        self.findings = Findings()

    def table(self) -> FactTable:
        """Return the checked table."""
        facts = [name for name in self.declared if name in self.file.layout.facts]
        self._require_rules()
        columns: dict[Column, tuple[Scalar, ...]] = {
            (name, ()): tuple(self._fact(self.declared[name], number) for number in self.numbers)
            for name in facts
            if self.declared[name].read
        }
        self.findings.refuse_if_any()
        entities = tuple(self.file.entities[number] for number in self.numbers)
        return FactTable(self.file.source.file, entities, self.declared, columns, self._place_of)

    def _place_of(self, row: int, name: str, entry: Entry) -> Place:
        del entry  # a published file has one row for each entity, and no axes
        return self.file.place(self.numbers[row], self._column_of(name))

    def _column_of(self, name: str) -> str:
        rule = self.file.layout.facts.get(name)
        return rule.column if rule else ""

    def _require_rules(self) -> None:
        """Every fact that the contract needs has a rule in the layout."""
        layout = self.file.layout
        for name, fact in self.declared.items():
            if fact.required and name not in layout.facts:
                meant = did_you_mean(name, layout.facts, self.declared)
                hint = f"did you mean `{name}` by `{meant}`?" if meant else f"add `{name}` to it"
                message = f"The layout says nothing about fact `{name}`: {fact.title}."
                self.findings.add("VBC447", message, Place(layout.file), hint)

    def _fact(self, fact: DeclaredFact, number: int) -> Scalar:
        rule, row = self.file.layout.facts[fact.name], self.file.rows[number]
        value: Any = self.reader.read(rule, row).value
        if value is None:
            if fact.required:
                entity = shown(self.file.entities[number])
                message = f"Fact `{fact.name}` of entity {entity} is missing: {fact.title}."
                self._tell("VBC406", message, fact, number, "the file must print a value")
            return None
        objection = checked_value(value, fact)
        if objection is not None:
            self._tell(objection.code, objection.message, fact, number, objection.hint)
        found: Scalar = value
        return found

    def _tell(self, code: str, message: str, fact: DeclaredFact, number: int, hint: str) -> None:
        place = self.file.place(number, self._column_of(fact.name))
        self.findings.add(code, message, place, hint)
