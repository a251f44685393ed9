"""Settlements as a shared-savings contract makes them: a saver, a loser and a zero.

The saver has the amounts of a published MSSP settlement (PY2024, level E); the other two
are made up. Nothing here computes a payment: the amounts are written out.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import yaml

from vbc_rules.statements.settlement import (
    Bar,
    Line,
    ModelEdition,
    PluginVersion,
    Provenance,
    Result,
    Settlement,
    Waterfall,
)

SAVER_LINES = Path(__file__).with_name("saver_lines.yaml")
MODEL = "vbc_cms/mssp.py"
CONTRACT = "contract_specs/cms/mssp-basic-e.yaml"
FACTS = "contract_specs/cms/mssp-basic-e.facts.csv"

PROVENANCE = Provenance(
    contract_sha256="6f1d3c0b9a5e4d27c8b1f0a9e3d2c4b5a6978812e4f3d0c1b2a3948576e5d4c3",
    facts_sha256="0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b",
    contract_file=CONTRACT,
    facts_file=FACTS,
    engine_version="0.1.0",
    plugins=(
        PluginVersion("cms", "vbc-cms", "0.1.0"),
        PluginVersion("core", "vbc-rules", "0.1.0"),
    ),
    models=(ModelEdition("shared_savings", "cms.mssp", "2024", "b1946ac92492d234"),),
)


def dollars(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def money_line(number: int, name: str, title: str, amount: str, **reasons: object) -> Line:
    value = dollars(amount)
    shown = f"-${amount.removeprefix('-')}" if value < 0 else f"${amount}"
    line = Line(number, name, "clause", title, "USD", value, shown)
    return attrs.evolve(line, **reasons)


def saver_lines() -> tuple[Line, ...]:
    written = yaml.safe_load(SAVER_LINES.read_text(encoding="utf-8"))
    return tuple(written_line(number, **one) for number, one in enumerate(written, 1))


def written_line(number: int, *, value: Any, inputs: Iterable[int] = (), **rest: Any) -> Line:
    exact = Fraction(value) if rest["unit"] in {"USD", "Rate", "Count"} else value
    return Line(number, value=exact, inputs=tuple(inputs), **rest)


def saver_waterfall() -> Waterfall:
    return Waterfall(
        "earned",
        "Earned shared savings",
        (
            Bar("savings", "Savings against the benchmark", dollars("5,533,824.00"), 9),
            Bar("counted_savings", "Minimum savings rate", dollars("0"), 12),
            Bar("shared_savings", "Share kept by Medicare", dollars("-3,436,228.01"), 14),
            Bar("sequestered_savings", "Sequestration", dollars("-41,951.92"), 15),
            Bar("limited_savings", "Payment limit", dollars("0"), 16),
            Bar("earned", "Rounding to the cent", dollars("0"), 17),
        ),
        dollars("2,055,644.07"),
    )


SAVER = Settlement(
    contract="mssp-basic-e",
    title="Medicare Shared Savings Program, BASIC track, level E",
    carrier="cms",
    payer="Centers for Medicare & Medicaid Services",
    provider="Example Accountable Care Organization, LLC",
    entity="A3507",
    period="2024",
    results=(
        Result(
            "earned", "Earned shared savings", "USD", dollars("2,055,644.07"), "$2,055,644.07", 17
        ),
        Result("sharing_rate", "Final sharing rate", "Rate", Fraction("0.37905"), "37.905 %", 13),
        Result("minimum_rate", "Minimum savings rate", "Rate", Fraction("0.015"), "1.5 %", 10),
        Result(
            "quality_standard_met",
            "Quality standard met",
            "YesNo",
            value=False,
            shown="no",
            line=5,
        ),
    ),
    lines=saver_lines(),
    waterfalls=(saver_waterfall(),),
    provenance=PROVENANCE,
)


def loser() -> Settlement:
    """A loss of 400,000 dollars after relief for a disaster."""
    lines = (
        money_line(1, "losses", "Losses against the benchmark", "-1,500,000.00", inputs=(4,)),
        money_line(
            2,
            "shared_losses",
            "Shared losses",
            "-450,000.00",
            formula="0.3 * -$1,500,000.00",
            because="the loss rate 2.1 % is beyond the minimum loss rate 1.5 %",
            cites="42 CFR 425.605(d)(3)",
            inputs=(1,),
            source=f"{MODEL}:140:5",
        ),
        money_line(3, "relief", "Disaster relief", "50,000.00", cites="42 CFR 425.605(f)"),
        Line(4, "disaster_months", "fact", "Months of the disaster", "Count", None, "missing"),
        money_line(
            5,
            "earned",
            "Earned shared savings or owed losses",
            "-400,000.00",
            formula="-$450,000.00 + $50,000.00",
            inputs=(2, 3),
        ),
    )
    bars = (
        Bar("losses", "Losses against the benchmark", dollars("-1,500,000"), 1),
        Bar("shared_losses", "Borne by Medicare", dollars("1,050,000"), 2),
        Bar("relief", "Disaster relief", dollars("50,000"), 3),
    )
    result = Result(
        "earned", "Earned shared savings", "USD", dollars("-400,000"), "-$400,000.00", 5
    )
    return attrs.evolve(
        SAVER,
        entity="A2308",
        results=(
            result,
            Result("disaster_months", "Months of the disaster", "Count", None, "missing", 4),
        ),
        lines=lines,
        waterfalls=(Waterfall("earned", "Owed losses", bars, dollars("-400,000")),),
    )


def zero() -> Settlement:
    """Savings below the minimum savings rate: nothing is paid."""
    lines = (
        money_line(1, "savings", "Savings against the benchmark", "112,500.50"),
        money_line(
            2,
            "earned",
            "Earned shared savings",
            "0.00",
            because="savings_rate 0.2 % is below minimum_rate 1.5 %",
            inputs=(1,),
        ),
    )
    bars = (
        Bar("savings", "Savings against the benchmark", dollars("112,500.50"), 1),
        Bar("earned", "Minimum savings rate", dollars("-112,500.50"), 2),
    )
    result = Result("earned", "Earned shared savings", "USD", Fraction(0), "$0.00", 2)
    return attrs.evolve(
        SAVER,
        entity="A9999",
        results=(result,),
        lines=lines,
        waterfalls=(Waterfall("earned", "Earned shared savings", bars, Fraction(0)),),
    )


LOSER = loser()
ZERO = zero()


def many(count: int) -> tuple[Settlement, ...]:
    """Return as many settlements as asked, of all three kinds, with entities of their own."""
    kinds = (SAVER, LOSER, ZERO)
    return tuple(
        attrs.evolve(kinds[number % 3], entity=f"A{1000 + number}") for number in range(count)
    )
