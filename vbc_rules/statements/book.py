"""What the settlement of a book says: immutable values, and sums over its agreements."""

from __future__ import annotations

from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.statements.settlement import Result, Settlement

MONEY = "USD"


@attrs.frozen
class SettledAgreement:
    """An agreement and its settlement."""

    agreement: str
    settlement: Settlement

    @property
    def main(self) -> Result:
        """Return the first result of the contract: what it is about."""
        return self.settlement.results[0]


@attrs.frozen
class NotSettled:
    """An agreement that could not be settled, and every finding about it.

    `contract` is its path as the book has it. Texts are empty where the book cannot be read.
    """

    agreement: str
    contract: str
    provider: str
    entity: str
    findings: tuple[Diagnostic, ...]


@attrs.frozen
class ContractTotal:
    """The agreements on one contract that were settled, and the sum of their main results.

    `file` is the contract's and `name` that of the main result. `total` is in dollars, None
    where the main result is no amount of money.
    """

    file: str
    name: str

    contract: str
    title: str
    result: str
    settled: int
    total: Fraction | None


@attrs.frozen
class BookSettlement:
    """The settlement of a book for one performance period.

    `not_effective` counts the agreements that have no day in the period.
    """

    book: str
    title: str
    book_file: str
    book_sha256: str
    period: str
    settled: tuple[SettledAgreement, ...]
    failed: tuple[NotSettled, ...]
    not_effective: int

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return the findings about all agreements, each once."""
        return tuple(dict.fromkeys(each for one in self.failed for each in one.findings))

    def by_contract(self) -> tuple[ContractTotal, ...]:
        """Return the totals of each contract, in the order in which the contracts come."""
        groups: dict[tuple[str, str], list[SettledAgreement]] = {}
        for one in self.settled:
            key = (one.settlement.provenance.contract_file, one.main.name)
            groups.setdefault(key, []).append(one)
        return tuple(_total(group) for group in groups.values())

    def total(self) -> Fraction:
        """Return the sum of all main results that are amounts of money, in dollars."""
        amounts = [one.total for one in self.by_contract() if one.total is not None]
        return sum(amounts, start=Fraction(0))


def _total(group: list[SettledAgreement]) -> ContractTotal:
    first = group[0]
    amounts = [one.main.value for one in group if one.main.unit == MONEY]
    numbers = [value for value in amounts if isinstance(value, Fraction)]
    return ContractTotal(
        file=first.settlement.provenance.contract_file,
        name=first.main.name,
        contract=first.settlement.contract,
        title=first.settlement.title,
        result=first.main.title,
        settled=len(group),
        total=sum(numbers, start=Fraction(0)) if len(numbers) == len(group) else None,
    )
