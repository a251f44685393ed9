"""`vbc explain` and `vbc sweep`: one entity, and what a person may misspell on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran

FACTS = ("prairie.yaml", "--facts", "facts.csv", "--period", "2022")
EXPLAIN = ("explain", *FACTS, "--entity", "north")
SWEEP = ("sweep", *FACTS, "--entity", "north")


def test_an_explanation_goes_down_to_the_fact_and_the_line_of_the_contract(
    vbc: Callable[..., Ran],
) -> None:
    ran = vbc(*EXPLAIN)
    assert (ran.code, ran.err) == (0, "")
    assert "benchmark = $1,000,000.00" in ran.out
    assert "fact at facts.csv:2:7" in ran.out
    assert "parameter at prairie.yaml:13:37" in ran.out


def test_one_clause_is_explained_with_what_it_reads_only(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*EXPLAIN, "--clause", "savings")
    assert (ran.code, ran.err) == (0, "")
    assert "savings = $100,000.00" in ran.out
    assert "sharing_rate" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", *FACTS, "--entity", "nroth"), "VBC421", "did you mean `north`?"),
        ((*EXPLAIN, "--clause", "savngs"), "VBC514", "did you mean `savings`?"),
        ((*SWEEP, "--vary", "expenditure"), "VBC508", "did you mean `expenditures`?"),
        ((*SWEEP, "--vary", "expenditures", "--result", "saving"), "VBC514", "did you mean"),
        ((*SWEEP, "--vary", "expenditures", "--from", "5", "--to", "3"), "VBC508", "lower"),
        ((*SWEEP, "--vary", "expenditures", "--from", "many"), "VBC508", "no plain number"),
        ((*SWEEP, "--vary", "expenditures", "--to", "1e9"), "VBC508", "no plain number"),
        ((*SWEEP, "--vary", "track", "--from", "0", "--to", "1"), "VBC508", "`track`"),
        ((*SWEEP, "--vary", "expenditures[a]"), "VBC508", "write expenditures"),
        ((*SWEEP, "--vary", "expenditures", "--chart", "x.png"), "VBC708", ".svg or .html"),
        ((*SWEEP, "--vary", "expenditures", "--chart", "."), "VBC708", ".svg or .html"),
        ((*SWEEP, "--vary", "expenditures", "--chart", "facts.csv/x.svg"), "VBC703", "x.svg"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(
    arguments: tuple[str, ...], code: str, said: str, vbc: Callable[..., Ran]
) -> None:
    ran = vbc(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert f"error {code}: " in ran.err
    assert said in ran.err


def test_a_sweep_lists_the_pieces_and_the_cliff(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SWEEP, "--vary", "expenditures", "--from", "900000", "--to", "1000000")
    assert (ran.code, ran.err) == (0, "")
    assert "at $980,000.00  -$15,000.00  because beyond_minimum" in ran.out


def test_a_sweep_as_csv_is_exact(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SWEEP, "--vary", "expenditures", "--format", "csv")
    jumps = [row for row in csv.DictReader(io.StringIO(ran.out)) if row["kind"] == "jump"]
    assert [(row["from"], row["jump"]) for row in jumps] == [("980000", "-15000")]


@pytest.mark.parametrize(("name", "begins"), [("x.svg", "<svg"), ("x.html", "<!doctype html>")])
def test_a_chart_is_written_and_told_beside_the_table(
    name: str, begins: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    ran = vbc(*SWEEP, "--vary", "expenditures", "--chart", name)
    assert (ran.code, ran.err) == (0, f"wrote {name}\n")
    assert begins in (office / name).read_text(encoding="utf-8")[:200].lower()


def test_a_chart_over_the_contract_is_wrong_usage(office: Path, vbc: Callable[..., Ran]) -> None:
    before = (office / "prairie.yaml").read_bytes()
    ran = vbc(*SWEEP, "--vary", "expenditures", "--chart", "prairie.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert (office / "prairie.yaml").read_bytes() == before


def test_a_sweep_of_a_fact_that_varies_says_how_to_name_an_entry(
    vbc: Callable[..., Ran], office: Path
) -> None:
    specs = Path(__file__).parents[2] / "contract_specs" / "example"
    for name in ("harbor-bundle.yaml", "harbor-bundle.facts.yaml"):
        (office / name).write_bytes((specs / name).read_bytes())
    asked = ("--facts", "harbor-bundle.facts.yaml", "--period", "2024", "--entity")
    ran = vbc("sweep", "harbor-bundle.yaml", *asked, "lakeside-north", "--vary", "allowed")
    assert "error VBC508: `allowed` varies by episode" in ran.err
    assert "hint: name one entry of each, as in allowed[N01]" in ran.err
