"""A book of any size, made on the spot: agreements on ten templates, each with its elections.

Amounts follow from the number of an agreement alone, so that a test knows them. One
agreement may be bad: it elects what its contract does not allow.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

CONTRACTS = 10
RATES = ("0.30", "0.40", "0.50")

CONTRACT = """\
contract: plan-{number}
title: Savings of plan {number}
carrier: harbor_health
plugins: {{core: ">=0.1,<1"}}
term: {{from: 2024-01-01, to: 2025-12-31}}
line_of_business: commercial
parties: {{payer: Harbor Health Plan, provider: Each practice}}
payment:
  - name: shared_savings
    model: core.shared_savings_one_sided
    parameters:
      minimum_savings_rate: {{value: 0.02, cites: Agreement 3.1}}
      first_dollar: {{value: true, cites: Agreement 3.1}}
      minimum_quality_score: {{value: 0.60, cites: Agreement 3.3}}
      quality_scales_sharing: {{value: false, cites: Agreement 3.3}}
    elections:
      sharing_rate: {{one_of: [0.30, 0.40, 0.50], cites: Agreement 3.2}}
    exhibits: [payment_limit]
"""
AGREEMENT = """\
  - agreement: practice-{number}
    contract: plan-{contract}.yaml
    provider: Practice {number}
    effective: {{from: 2024-01-01, to: 2024-12-31}}
    elections: {{sharing_rate: {rate}}}
    exhibits: {{payment_limit: {{value: {limit}, cites: Exhibit {number}}}}}
"""
AMENDED = """\
    amendments:
      - amendment: First amendment
        from: {day}
        changes: {{minimum_savings_rate: 0.01}}
"""


def write_book(folder: Path, agreements: int, bad: int | None = None) -> Path:
    """Write templates, facts and a book into a folder; return the path of the book."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(CONTRACTS):
        (folder / f"plan-{number}.yaml").write_text(CONTRACT.format(number=number))
    facts = ["entity,benchmark,expenditure,quality_score"]
    facts += [
        f"practice-{number},{benchmark(number)}.00,{expenditure(number)}.00,0.7"
        for number in range(agreements)
    ]
    (folder / "facts.csv").write_text("\n".join(facts) + "\n")
    entries = [_entry(number, bad) for number in range(agreements)]
    head = "book: network\ntitle: A network\nfacts: facts.csv\nagreements:\n"
    path = folder / "network.book.yaml"
    path.write_text(head + "".join(entries))
    return path


def write_contracts(folder: Path, count: int) -> None:
    """Write the same agreements as contracts of their own, with the facts of each beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    head, _, _ = CONTRACT.partition("    elections:")
    for number in range(count):
        terms = f"      sharing_rate: {rate(number)}\n      payment_limit: {limit(number)}\n"
        (folder / f"plan-{number}.yaml").write_text(head.format(number=number) + terms)
        facts = f"practice-{number},{benchmark(number)}.00,{expenditure(number)}.00,0.7\n"
        (folder / f"plan-{number}.csv").write_text(
            f"entity,benchmark,expenditure,quality_score\n{facts}"
        )


def benchmark(number: int) -> int:
    """Return the benchmark of a practice, in dollars."""
    return 1_000_000 + 1_000 * number


def expenditure(number: int) -> int:
    """Return the expenditure of a practice: 5 % less than its benchmark."""
    return benchmark(number) * 95 // 100


def rate(number: int) -> str:
    """Return the share of savings that a practice elects."""
    return RATES[number % len(RATES)]


def limit(number: int) -> str:
    """Return the limit of what a practice earns, as a share of its benchmark."""
    return f"0.{number % 5 + 5:02}"


def earned(number: int) -> Fraction:
    """Return what a practice earns: its share of the savings, up to its limit."""
    savings = benchmark(number) - expenditure(number)
    most = Fraction(limit(number)) * benchmark(number)
    return min(Fraction(rate(number)) * savings, most)


def _entry(number: int, bad: int | None) -> str:
    text = AGREEMENT.format(
        number=number,
        contract=number % CONTRACTS,
        rate="0.45" if number == bad else rate(number),
        limit=limit(number),
    )
    return text + (AMENDED.format(day=date(2024, 1, 1)) if number % 4 == 0 else "")
