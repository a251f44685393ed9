from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from fractions import Fraction

import attrs
import pytest

from tests.unit.reports.sweep_samples import LADDER, LEVEL, TWO_SIDED
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.probe import Cause
from vbc_rules.evaluation.sweep import Jump, Piece, Sweep
from vbc_rules.reports.sweep_chart import chart, table

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</svg><script>alert("\x1b[2J")</script>'


def drawing(sweep: Sweep) -> ET.Element:
    return ET.fromstring(chart(sweep, ".svg"))  # noqa: S314 - our own drawing


def of_class(sweep: Sweep, name: str) -> list[ET.Element]:
    return [part for part in drawing(sweep).iter() if name in part.get("class", "").split()]


def rows_of(sweep: Sweep) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(sweep, "csv").decode(), newline=""), strict=True))


def test_the_text_names_the_cliffs_with_their_dollars_and_clauses() -> None:
    text = " ".join(table(TWO_SIDED, "text").decode().split())
    assert "1 at $96,900,000.00 -$1,519,000.00 because beyond_minimum: savings_rate" in text
    assert "2 at $103,100,000.00 -$930,000.00 because shared_losses: -savings_rate" in text


def test_the_text_lists_every_piece_with_its_slope() -> None:
    lines = table(TWO_SIDED, "text").decode().splitlines()
    assert [line.split()[2] for line in lines[3:8]] == ["0", "-0.49", "0", "-0.3", "0"]


def test_a_sweep_without_jumps_says_so() -> None:
    assert table(LEVEL, "text").decode().endswith("No jumps.\n")
    assert "None: the result moves without a jump." in chart(LEVEL, ".html").decode()


def test_the_csv_has_a_row_for_each_piece_and_each_jump() -> None:
    assert [row["kind"] for row in rows_of(TWO_SIDED)] == ["piece"] * 5 + ["jump"] * 2


def test_the_csv_has_exact_jumps_and_their_clauses() -> None:
    jumps = rows_of(TWO_SIDED)[5:]
    assert [(row["from"], row["jump"], row["clauses"]) for row in jumps] == [
        ("96900000", "-1519000", "beyond_minimum"),
        ("103100000", "-930000", "shared_losses"),
    ]


@pytest.mark.parametrize("sweep", [TWO_SIDED, LADDER, LEVEL])
def test_the_drawing_has_a_line_for_each_piece_and_a_number_for_each_jump(sweep: Sweep) -> None:
    numbers = [part.text for part in of_class(sweep, "jump-number")]
    assert len(of_class(sweep, "payment")) == len(sweep.pieces)
    assert numbers == [str(number) for number in range(1, len(sweep.jumps) + 1)]


def test_the_lines_of_the_drawing_touch_where_there_is_no_jump() -> None:
    lines = of_class(TWO_SIDED, "payment")
    assert (lines[0].get("x2"), lines[0].get("y2")) == (lines[1].get("x1"), lines[1].get("y1"))


def test_a_jump_up_and_a_jump_down_are_told_apart() -> None:
    assert {part.get("class") for part in of_class(LADDER, "jump")} == {"jump gain"}
    assert {part.get("class") for part in of_class(TWO_SIDED, "jump")} == {"jump loss"}


def test_an_svg_file_brings_its_own_style_and_says_what_it_shows() -> None:
    root = drawing(TWO_SIDED)
    texts = {child.tag: child.text or "" for child in root}
    assert ".payment" in texts[f"{SVG}style"]
    assert texts[f"{SVG}title"] == "earned as expenditure moves"
    assert texts[f"{SVG}desc"] == "5 straight pieces and 2 jumps, listed in the tables."


def test_the_page_has_the_chart_for_a_desk_and_for_a_phone() -> None:
    page = chart(TWO_SIDED, ".html").decode()
    assert page.count('class="chart wide"') == page.count('class="chart narrow"') == 1


def test_the_suffix_is_read_in_capitals_too() -> None:
    assert chart(LEVEL, ".SVG") == chart(LEVEL, ".svg")


@pytest.mark.parametrize("suffix", ["", ".png", ".\x1b[2J"])
def test_another_suffix_is_refused(suffix: str) -> None:
    with pytest.raises(Refusal) as caught:
        chart(TWO_SIDED, suffix)
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC708"
    assert "\x1b" not in finding.message


def hostile() -> Sweep:
    cause = Cause(HOSTILE, "=1+1", HOSTILE)
    zero, one = Fraction(0), Fraction(1)
    pieces = (Piece(zero, one, zero, zero, (cause,)), Piece(one, 2 * one, one, zero))
    jumps = (Jump(one, one, one, (cause,)),)
    return Sweep(HOSTILE, "USD", HOSTILE, "USD", pieces, jumps)


def test_text_of_a_contract_never_becomes_markup_in_a_chart() -> None:
    assert "<script" not in chart(hostile(), ".html").decode()
    assert f"{SVG}script" not in {part.tag for part in drawing(hostile()).iter()}


def test_text_of_a_contract_never_becomes_a_formula_or_a_control_sequence() -> None:
    assert [row["decisions"] for row in rows_of(hostile())] == ["'=1+1", "", "'=1+1"]
    assert b"\x1b" not in table(hostile(), "text") + table(hostile(), "csv")


def test_a_result_that_is_not_money_is_shown_in_its_unit() -> None:
    points = attrs.evolve(LADDER, unit="Points")
    assert "$" not in table(points, "text").decode()
