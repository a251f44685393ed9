"""A replay of an invented program: a bonus of ten percent, scaled by a printed score."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.declarations import FactLayout, PluginInfo, PublishedProgram
from vbc_rules.hooks.registry import Registry
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import (
    USD,
    PaymentModel,
    Rate,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
)
from vbc_rules.reports.text.replay import replay_csv, scoreboard
from vbc_rules.settlement.replay import Replay, replay

CONTRACT = """\
contract: bonus
title: Bonus
carrier: tiny
plugins: {tiny: ">=0"}
term: {from: 2023-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: Tiny Health, provider: A clinic}
payment:
  - name: bonus
    model: tiny.bonus
    parameters: {share: 0.1}
reports: []
"""
LAYOUT = """\
layout: tiny.results_2024
title: Results of 2024
entity: {headings: [Clinic]}
file: {has: [Level]}
columns:
  spent: {headings: [Spent], reads: number}
  score: {headings: [Score], reads: rate, printed_to: 0.01}
  paid: {headings: [Paid], reads: number}
  level: {headings: [Level], reads: text}
contract: [{contract: bonus}]
facts:
  spent: {column: spent}
  score: {column: score}
published:
  clause: payment
  value: {column: paid}
  printed_to: 1
  tolerance: 1
  because: Whole dollars.
causes:
  halved:
    title: The clinic was new and got less.
    when: {column: level, is: new}
    published: nearer_zero
"""
OTHER_YEAR = LAYOUT.replace("2024", "2023").replace("Level", "Grade")


class Bonus(PaymentModel):
    """A bonus by score."""

    id = "tiny.bonus"
    waterfall = stages("by_score", "paid")
    spent: USD = fact("Amount spent")
    score: Rate = fact("Score", places=4)
    share: Rate = parameter("Share of the amount")

    @clause(cites="Exhibit A")
    def by_score(self) -> USD:
        """Bonus by the score."""
        return self.share * self.score * self.spent

    @clause(cites="Exhibit A")
    def paid(self) -> USD:
        """Bonus in cents."""
        return to_cents(self.by_score)

    @result(cites="Exhibit A")
    def payment(self) -> USD:
        """Bonus that is paid."""
        return self.paid


class Replayer:
    """Replays texts under the contract and layouts above."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("bonus.yaml", CONTRACT)
        layouts = [
            FactLayout(f"tiny.results_{year}", "Results", self.write(f"{year}.yaml", text))
            for year, text in ((2023, OTHER_YEAR), (2024, LAYOUT))
        ]
        years = {2023: "tiny.results_2023", 2024: "tiny.results_2024"}
        self.program = PublishedProgram("tiny.bonus", "Bonuses of Tiny", years, folder)
        plugin = SimpleNamespace(
            __name__="tiny",
            vbc_plugin=hookimpl(lambda: PluginInfo("tiny", "Tiny")),
            vbc_payment_models=hookimpl(lambda: [Bonus]),
            vbc_fact_layouts=hookimpl(lambda: layouts),
        )
        self.registry = Registry.of(plugin)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def replay(self, text: str, period: int | None = 2024) -> Replay:
        return replay(self.program, self.write("results.csv", text), self.registry, period)


@pytest.fixture
def replayer(tmp_path: Path) -> Replayer:
    return Replayer(tmp_path)


HEADER = "Clinic,Spent,Score,Paid,Level\n"
# 10 % of the amount by the printed score; the score may have been anything that prints so
ROWS = """\
exact,10000,0.50,500,old
a dollar off,10000,0.50,501,old
rounded,10000,0.50,505,old
edge of rounding,10000,0.50,506,old
new,10000,0.50,250,new
new and more,10000,0.50,900,new
wrong,10000,0.50,507,old
"""
VERDICTS = [
    "matched",
    "matched",
    "within rounding",
    "within rounding",
    "explained",
    "unexplained",
    "unexplained",
]


def test_every_row_has_a_verdict(replayer: Replayer) -> None:
    compared = replayer.replay(HEADER + ROWS)
    assert [row.verdict for row in compared.rows] == VERDICTS


def test_a_difference_is_published_less_computed(replayer: Replayer) -> None:
    row = replayer.replay(HEADER + ROWS).rows[-1]
    assert (row.published, row.computed, row.difference) == (507, 500, 7)


def test_what_is_computed_is_rounded_as_the_file_prints_it(replayer: Replayer) -> None:
    row = replayer.replay(HEADER + "A,10005,0.50,500,old\n").rows[0]
    assert row.computed == Fraction(500)


def test_a_rounded_input_is_not_moved_beyond_its_limits(replayer: Replayer) -> None:
    compared = replayer.replay(HEADER + "A,10000,1,1004,old\nB,10000,1,996,old\n")
    assert [row.verdict for row in compared.rows] == ["unexplained", "within rounding"]


def test_a_result_on_the_wrong_side_is_not_explained_by_a_cause(replayer: Replayer) -> None:
    [row] = replayer.replay(HEADER + "A,10000,0.50,-250,new\n").rows
    assert row.verdict == "unexplained"


def test_the_file_tells_its_year(replayer: Replayer) -> None:
    assert replayer.replay(HEADER + ROWS, period=None).period == "2024"
    assert replayer.replay(HEADER.replace("Level", "Grade") + ROWS, None).period == "2023"


def test_a_file_that_fits_no_year_is_refused(replayer: Replayer) -> None:
    with pytest.raises(Refusal, match="VBC522"):
        replayer.replay("Clinic,Spent\nA,5\n", None)


def test_a_file_of_another_year_is_told_its_year(replayer: Replayer) -> None:
    with pytest.raises(Refusal) as refused:
        replayer.replay(HEADER + ROWS, 2023)
    last = refused.value.diagnostics[-1]
    assert (last.code, last.hint) == ("VBC525", "give --period 2024")


def test_a_year_that_the_program_does_not_have_is_refused(replayer: Replayer) -> None:
    with pytest.raises(Refusal, match="VBC521"):
        replayer.replay(HEADER + ROWS, 2022)


def test_a_row_without_a_result_is_refused_and_not_matched(replayer: Replayer) -> None:
    with pytest.raises(Refusal, match="VBC524"):
        replayer.replay(HEADER + "A,10000,0.50,,old\n")


def test_a_layout_without_a_result_is_refused(replayer: Replayer) -> None:
    replayer.write("2024.yaml", LAYOUT[: LAYOUT.index("published:")])
    with pytest.raises(Refusal, match="VBC523"):
        replayer.replay(HEADER + ROWS)


def test_a_fact_that_the_layout_leaves_out_is_refused(replayer: Replayer) -> None:
    replayer.write("2024.yaml", LAYOUT.replace("  score: {column: score}\n", ""))
    with pytest.raises(Refusal, match="VBC447"):
        replayer.replay(HEADER + ROWS)


def test_a_layout_of_another_name_is_refused(replayer: Replayer) -> None:
    replayer.write("2024.yaml", LAYOUT.replace("results_2024", "results_24"))
    with pytest.raises(Refusal, match="VBC433"):
        replayer.replay(HEADER + ROWS)


def test_the_scoreboard_counts_every_row_and_names_the_unexplained(replayer: Replayer) -> None:
    lines = scoreboard(replayer.replay(HEADER + ROWS)).splitlines()
    assert lines[0] == "Bonuses of Tiny, 2024"
    assert lines[3:] == [
        "7  published results",
        "2  matched within $1",
        "2  within the rounding of printed inputs",
        "1  explained: The clinic was new and got less.",
        "2  unexplained",
        "",
        "Unexplained:",
        "  new and more (bonus): published $900, computed $500",
        "  wrong (bonus): published $507, computed $500",
    ]


def test_the_csv_has_a_line_for_every_row(replayer: Replayer) -> None:
    lines = replay_csv(replayer.replay(HEADER + ROWS)).splitlines()
    assert lines[0] == "entity,published,computed,difference,verdict,reason"
    assert lines[1] == "exact,500,500,0,matched,"
    assert lines[3] == "rounded,505,500,5,within rounding,score printed rounded"
    assert len(lines) == 8


def test_a_name_in_the_file_cannot_become_a_formula(replayer: Replayer) -> None:
    lines = replay_csv(replayer.replay(HEADER + '"=HYPERLINK(1)",10000,0.50,500,old\n'))
    assert lines.splitlines()[1].startswith("'=HYPERLINK")
