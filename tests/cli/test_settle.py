"""`vbc settle`: statements on standard output and in files, all or none of them."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.cli.office import FACTS, Ran

SCHEMA = Path(__file__).parents[2] / "schemas" / "settlement.schema.json"
SETTLE = ("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
INPUTS = ["facts.csv", "prairie.yaml"]


def files(office: Path) -> list[str]:
    return sorted(str(path.relative_to(office)) for path in office.rglob("*") if path.is_file())


def test_the_statement_is_printed_and_nothing_else(office: Path, vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Acme shared savings\n===")
    assert files(office) == INPUTS


def test_csv_has_a_row_for_each_entity_in_the_order_of_the_facts(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["entity"], row["earned"]) for row in rows] == [("north", "75000"), ("south", "0")]


def test_only_the_entities_that_are_named_are_settled(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--format", "csv", "--entity", "south", "--entity", "south")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split(",")[1] for line in ran.out.splitlines()] == ["entity", "south"]


def test_a_misspelt_entity_is_refused_with_the_one_that_was_meant(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--entity", "north", "--entity", "suoth")
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC421: " in ran.err
    assert "did you mean `south`?" in ran.err


def test_a_named_entity_has_its_lines_in_every_format(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--entity", "north")
    assert "HOW EACH AMOUNT CAME ABOUT" in ran.out


def test_json_keeps_to_the_documented_schema(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--format", "json")
    document = json.loads(ran.out)
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert (ran.code, ran.err) == (0, "")
    assert [one["entity"] for one in document["settlements"]] == ["north", "south"]


def test_the_same_input_gives_the_same_bytes(vbc: Callable[..., Ran]) -> None:
    assert vbc(*SETTLE, "--format", "json") == vbc(*SETTLE, "--format", "json")


def test_several_reports_are_written_at_once_and_told_beside_the_statement(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    html, rows = "core.statement_html=out/x.html", "core.statement_csv=out/x.csv"
    ran = vbc(*SETTLE, "--format", "csv", "--report", html, "--report", rows)
    assert (ran.code, ran.err) == (0, "wrote out/x.html\nwrote out/x.csv\n")
    assert files(office) == [*INPUTS[:1], "out/x.csv", "out/x.html", *INPUTS[1:]]
    assert (office / "out/x.csv").read_bytes().decode().split() == ran.out.split()


def test_an_existing_report_is_replaced(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "x.csv").write_text("old")
    vbc(*SETTLE, "--report", "core.statement_csv=x.csv")
    assert (office / "x.csv").read_text().startswith("contract,entity,period")


UNWRITABLE = {
    "a folder": ("folder", "VBC701"),
    "a path below a file": ("facts.csv/x.html", "VBC703"),
    "a name too long for a file": ("x" * 300, "VBC703"),
}


@pytest.mark.parametrize("order", ["first", "last"])
@pytest.mark.parametrize("case", UNWRITABLE)
def test_no_report_is_written_if_one_cannot_be(
    case: str, order: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "folder").mkdir()
    (office / "old.csv").write_text("old")
    path, code = UNWRITABLE[case]
    reports = [f"core.statement_html={path}", "core.statement_csv=old.csv"]
    if order == "last":
        reports.reverse()
    ran = vbc(*SETTLE, "--report", reports[0], "--report", reports[1])
    assert (ran.code, ran.out) == (1, "")
    assert f"error {code}: " in ran.err
    assert files(office) == ["facts.csv", "old.csv", "prairie.yaml"]
    assert (office / "old.csv").read_text() == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="the super user may write everywhere")
def test_a_folder_without_permission_is_refused(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "locked").mkdir(mode=0o500)
    ran = vbc(*SETTLE, "--report", "core.statement_html=locked/x.html")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("locked/x.html: error VBC702: ")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write")
def test_a_place_where_nobody_may_write_is_refused(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--report", "core.statement_html=/proc/self/statement.html")
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC70" in ran.err


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ("core.statement_hmtl=x", 1, "did you mean `core.statement_html`?"),
        ("apex.ledger=x", 1, "no plugin `apex` is installed"),
        ("statement=x", 1, "write plugin.name"),
        ("core.statement_html", 2, "is not FORMAT_ID=PATH"),
        ("core.statement_html=", 2, "is not FORMAT_ID=PATH"),
    ],
)
def test_a_report_that_does_not_exist_is_refused_before_anything_is_settled(
    report: str, code: int, said: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "prairie.yaml").unlink()
    ran = vbc(*SETTLE, "--report", report)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


OVERWRITING = {
    "two reports in one file": (["core.statement_html=x", "core.statement_csv=./x"], "two reports"),
    "a report over the facts": (["core.statement_csv=facts.csv"], "its input `facts.csv`"),
    "a report over the contract": (["core.statement_csv=./prairie.yaml"], "its input"),
    "a report over a link to the facts": (["core.statement_csv=link.csv"], "its input"),
}


@pytest.mark.parametrize("case", OVERWRITING)
def test_writing_over_what_is_read_or_written_is_wrong_usage(
    case: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    reports, said = OVERWRITING[case]
    (office / "link.csv").symlink_to("facts.csv")
    ran = vbc(*SETTLE, *(word for report in reports for word in ("--report", report)))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (office / "facts.csv").read_text(encoding="utf-8") == FACTS
    assert files(office) == ["facts.csv", "link.csv", "prairie.yaml"]


def test_a_report_over_the_measure_results_is_wrong_usage(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "results.csv").write_text("entity,measure\n", encoding="utf-8")
    over = ("--results", "results.csv", "--report", "core.statement_csv=results.csv")
    ran = vbc(*SETTLE, *over)
    assert (ran.code, ran.out) == (2, "")
    assert "its input `results.csv`" in ran.err
