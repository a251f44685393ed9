"""What a replay does with results that vary, that are missing, or that are printed rounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.declarations import FactLayout, PublishedProgram
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.replay import replay_csv, scoreboard
from vbc_rules.settlement.replay import Replay, replay

CONTRACT = """contract: scores
title: Scores
carrier: acme
plugins: {core: ">=0.1,<1"}
term: {from: 2024-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: Acme, provider: Clinics}
payment:
  - name: quality
    model: core.targets_met
    parameters:
      target: {entries: {bp: 0.7, a1c: 0.2}}
      weight: {entries: {bp: 2, a1c: 1}}
      lower_is_better: {entries: {bp: false, a1c: true}}
      must_be_met: {entries: {bp: false, a1c: false}}
      minimum_denominator: 10
      minimum_measures: 1
      score_of_too_few: 0
"""
LAYOUT = """layout: acme.scores
title: Scores of Acme
blank: [N/A]
entity: {headings: [Clinic]}
axes:
  measure:
    entries: {bp: Blood pressure, a1c: Diabetes}
columns:
  rate: {per: measure, headings: ["{measure} rate"], reads: rate, printed_to: 0.01}
  patients: {per: measure, headings: ["{measure} patients"], reads: number}
  score: {headings: [Score], reads: rate}
  late: {headings: [Late], reads: flag}
contract: [{contract: scores}]
facts:
  rate: {per: measure, column: rate}
  denominator: {per: measure, column: patients}
results:
  score:
    clause: score
    value: {column: score}
    printed_to: 0.0001
    tolerance: 0
    because: Scores are printed with four decimals.
causes:
  late:
    title: The clinic reported late.
    when: {column: late, is: true}
    published: below
"""
MEASURES = "Blood pressure rate,Blood pressure patients,Diabetes rate,Diabetes patients"
HEADER = f"Clinic,{MEASURES},Score,Late\n"


class _Registry:
    """The installed plugins, and a layout besides."""

    def __init__(self, layout: Path) -> None:
        self._installed, self._layout = Registry.installed(), layout

    def fact_layout(self, name: str) -> FactLayout:
        return FactLayout(name, "Scores of Acme", self._layout)

    def __getattr__(self, name: str) -> object:
        return getattr(self._installed, name)


def compare(folder: Path, rows: str, layout: str = LAYOUT) -> Replay:
    (folder / "scores.yaml").write_text(CONTRACT, encoding="utf-8")
    (folder / "layout.yaml").write_text(layout, encoding="utf-8")
    (folder / "scores.csv").write_text(HEADER + rows, encoding="utf-8")
    program = PublishedProgram("acme.scores", "Scores", {2024: "acme.scores"}, folder)
    registry = _Registry(folder / "layout.yaml")
    return replay(program, folder / "scores.csv", registry, 2024)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "verdict", "reason"),
    [
        ("0.74,50,0.18,40,1,no", "matched", ""),
        ("0.70,50,0.18,40,0.3333,no", "within rounding", "rate printed rounded"),
        ("0.74,50,0.18,40,0.6667,yes", "explained", "The clinic reported late."),
        ("0.74,50,0.18,40,0.6667,no", "unexplained", "no cause of the layout applies"),
        ("0.74,50,0.30,40,1,yes", "unexplained", "no cause of the layout applies"),
        ("0.74,50,0.18,40,N/A,no", "unexplained", "nothing is published"),
    ],
)
def test_a_result_gets_its_verdict(tmp_path: Path, row: str, verdict: str, reason: str) -> None:
    [found] = compare(tmp_path, f"A,{row}\n").rows
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_measure_that_a_row_lacks_is_no_zero(tmp_path: Path) -> None:
    [found] = compare(tmp_path, "A,0.74,50,N/A,N/A,1,no\n").rows
    assert (found.computed, found.verdict) == (1, "matched")


def test_the_csv_and_the_scoreboard_name_the_result(tmp_path: Path) -> None:
    compared = compare(tmp_path, "A,0.74,50,0.18,40,N/A,no\n")
    assert replay_csv(compared).splitlines()[1] == "A,score,,1,,unexplained,nothing is published"
    assert "  A score (scores): published nothing, computed 1" in scoreboard(compared).splitlines()


def test_a_clause_that_the_contract_does_not_have_is_refused(tmp_path: Path) -> None:
    wrong = LAYOUT.replace("clause: score", "clause: scor")
    with pytest.raises(Refusal, match="VBC523 Contract `scores` has no clause `scor`") as refused:
        compare(tmp_path, "A,0.74,50,0.18,40,1,no\n", wrong)
    assert [one.hint for one in refused.value.diagnostics] == ["did you mean `score`?"]
