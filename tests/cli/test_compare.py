"""`vbc compare`: several contracts on the same facts, as table and chart."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import CONTRACT, Ran

QUESTION = ("--facts", "facts.csv", "--entity", "north", "--period", "2022")
BOTH = ("compare", "prairie.yaml", "meadow.yaml", *QUESTION)
RANGE = ("--range", "expenditures=800000..1100000")


@pytest.fixture(autouse=True)
def meadow(office: Path) -> None:
    """Write a second offer: the same terms with a smaller share."""
    text = CONTRACT.replace("contract: prairie", "contract: meadow").replace("0.75", "0.5")
    (office / "meadow.yaml").write_text(text, encoding="utf-8")


def test_each_contract_has_its_payment_and_its_bounds(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*BOTH, *RANGE)
    assert (ran.code, ran.err) == (0, "")
    assert "What 2 contracts pay north, performance period 2022" in ran.out
    rows = [line.split() for line in ran.out.splitlines() if line.startswith(("prairie", "meadow"))]
    assert [row[:3] for row in rows] == [
        ["prairie", "$75,000.00", "$0.00"],
        ["meadow", "$50,000.00", "$0.00"],
    ]


def test_the_csv_has_a_row_for_each_contract(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*BOTH, *RANGE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline=""), strict=True))
    assert [(row["contract"], row["payment"], row["highest:expenditures"]) for row in rows] == [
        ("prairie", "75000", "800000"),
        ("meadow", "50000", "800000"),
    ]


def test_the_json_has_exact_payments(vbc: Callable[..., Ran]) -> None:
    document = json.loads(vbc(*BOTH, "--format", "json").out)
    assert document["version"] == 1
    assert [offer["payment"] for offer in document["offers"]] == ["75000", "50000"]


@pytest.mark.parametrize("ranges", [RANGE, ()], ids=["over a range", "as it is"])
def test_the_chart_names_every_contract(
    vbc: Callable[..., Ran], office: Path, ranges: tuple[str, ...]
) -> None:
    ran = vbc(*BOTH, *ranges, "--chart", "offers.svg")
    assert (ran.code, ran.err) == (0, "wrote offers.svg\n")
    drawing = ET.fromstring((office / "offers.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    texts = {part.text for part in drawing.iter()}
    assert {"prairie", "meadow"} <= texts


def test_the_page_has_the_table(vbc: Callable[..., Ran], office: Path) -> None:
    vbc(*BOTH, *RANGE, "--chart", "offers.html")
    page = (office / "offers.html").read_text(encoding="utf-8")
    assert "$75,000.00" in page
    assert page.count("<svg") == 4  # two drawings, each for a wide and a narrow screen


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--range", "expenditure=1..2"), "VBC582", "did you mean `expenditures`?"),
        (("--range", "expenditures=2..1"), "VBC582", "ends before it begins"),
        (("--chart", "offers.png"), "VBC708", "A chart cannot be written as `.png`."),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    vbc: Callable[..., Ran], arguments: tuple[str, ...], code: str, said: str
) -> None:
    ran = vbc(*BOTH, *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert code in ran.err
    assert said in ran.err


def test_a_contract_with_findings_is_not_compared(vbc: Callable[..., Ran], office: Path) -> None:
    text = (office / "meadow.yaml").read_text(encoding="utf-8").replace("tiers:", "tires:")
    (office / "meadow.yaml").write_text(text, encoding="utf-8")
    ran = vbc(*BOTH)
    assert (ran.code, ran.out) == (1, "")
    assert "VBC101" in ran.err


def test_an_entry_that_one_contract_lacks_is_told_at_the_facts(
    vbc: Callable[..., Ran], office: Path
) -> None:
    specs = Path(__file__).parents[2] / "contract_specs" / "example"
    for name in ("harbor-bundle.yaml", "harbor-bundle.facts.yaml"):
        (office / name).write_bytes((specs / name).read_bytes())
    text = (office / "harbor-bundle.yaml").read_text(encoding="utf-8")
    text = text.replace("hip_replacement", "hip").replace("contract: harbor-", "contract: meadow-")
    (office / "meadow-bundle.yaml").write_text(text, encoding="utf-8")
    asked = ("--facts", "harbor-bundle.facts.yaml", "--entity", "lakeside-north")
    ran = vbc("compare", "harbor-bundle.yaml", "meadow-bundle.yaml", *asked, "--period", "2024")
    assert ran.code == 1
    assert ran.err.startswith("harbor-bundle.facts.yaml:")
    assert "error VBC230: meadow-bundle: Entity `lakeside-north`: the contract has no" in ran.err
