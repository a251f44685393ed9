"""The commands about books: what is printed, where, and how they exit."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.agreements.generated import earned, write_book
from tests.cli.office import Ran, run_vbc
from vbc_rules.statements.book_document import (
    book_settlement_schema,
    book_settlement_schema_text,
)
from vbc_rules.statements.document import from_document
from vbc_rules.statements.document_schema import FORMAT, VERSION

ROOT = Path(__file__).parents[2]
Change = Callable[[str, str, str], None]


@pytest.fixture
def vbc(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Return a function that runs `vbc` in the office."""
    assert office.is_dir()

    def run(*arguments: object) -> Ran:
        return run_vbc(monkeypatch, capsys, *arguments)

    return run


def test_a_book_and_its_contracts_are_validated_together(vbc: Callable[..., Ran]) -> None:
    assert vbc("validate", ".") == Ran(0, "1 contract and 1 book valid\n", "")
    assert vbc("validate", "network.book.yaml") == Ran(0, "1 book valid\n", "")


def test_a_bad_book_is_not_valid(vbc: Callable[..., Ran], change: Change) -> None:
    change("network.book.yaml", "sharing_rate: 0.50", "sharing_rate: 0.45")
    ran = vbc("validate", ".")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("network.book.yaml:8:31: error VBC255: ")


def test_a_book_is_printed_as_a_table_with_totals(vbc: Callable[..., Ran]) -> None:
    ran = vbc("settle", "network.book.yaml", "--period", "2025")
    assert ran == Ran(
        0,
        "The network\n"
        "===========\n"
        "Performance period 2025: 2 agreements settled\n"
        "\n"
        "Agreement                Provider        Result                        Amount\n"
        "-----------------------------------------------------------------------------\n"
        "Savings with elections (track)\n"
        "  north                  North Practice  Payment to the provider   $40,000.00\n"
        "  south                  South Practice  Payment to the provider   $60,000.00\n"
        "  Total of 2 agreements                                           $100,000.00\n"
        "-----------------------------------------------------------------------------\n"
        "Total of the book                                                 $100,000.00\n",
        "",
    )


def test_what_failed_is_in_the_report_and_explained_on_standard_error(
    vbc: Callable[..., Ran], change: Change
) -> None:
    change("network.book.yaml", "sharing_rate: 0.50", "sharing_rate: 0.45")
    ran = vbc("settle", "network.book.yaml", "--period", "2025")
    assert ran.code == 1
    assert "1 agreement settled, 1 not settled" in ran.out
    assert ran.out.endswith(
        "NOT SETTLED\n  north  network.book.yaml:8:31: VBC255 "
        "`sharing_rate` cannot be elected as 0.45.\n"
    )
    assert ran.err.startswith("network.book.yaml:8:31: error VBC255: ")
    assert "  hint: the contract allows one of 0.3, 0.4, 0.5\n" in ran.err
    assert ran.err.endswith("1 error\n1 agreement not settled\n")


def test_csv_has_a_row_for_each_agreement(vbc: Callable[..., Ran], change: Change) -> None:
    change("network.book.yaml", "sharing_rate: 0.50", "sharing_rate: 0.45")
    ran = vbc("settle", "network.book.yaml", "--period", "2025", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["agreement"], row["status"], row["settlement"]) for row in rows] == [
        ("south", "settled", "60000"),
        ("north", "not settled", ""),
    ]
    assert (rows[0]["entity"], rows[0]["provider"]) == ("south-side", "South Practice")


def test_json_fits_its_schema_and_has_the_settlements_of_the_settlement_document(
    vbc: Callable[..., Ran], change: Change
) -> None:
    change("network.book.yaml", "sharing_rate: 0.50", "sharing_rate: 0.45")
    document = json.loads(
        vbc("settle", "network.book.yaml", "--period", "2025", "--format", "json").out
    )
    assert [*Draft202012Validator(book_settlement_schema()).iter_errors(document)] == []
    assert (document["settled"], document["failed"], document["total"]) == (1, 1, "60000")
    inner = {"format": FORMAT, "version": VERSION, "settlements": document["settlements"]}
    [settlement] = from_document(inner)
    assert settlement.provenance.agreement is not None
    assert settlement.lines
    [failure] = document["failures"]
    assert failure["agreement"] == "north"
    assert failure["findings"][0]["place"] == "network.book.yaml:8:31"


def test_the_same_book_gives_the_same_bytes(vbc: Callable[..., Ran]) -> None:
    asked = ("settle", "network.book.yaml", "--period", "2025", "--format", "json")
    assert vbc(*asked) == vbc(*asked)


def test_the_committed_schemas_are_those_of_the_code(vbc: Callable[..., Ran]) -> None:
    assert vbc("schema", "--book", "--check", ROOT / "schemas/book.schema.json").code == 0
    written = (ROOT / "schemas/book-settlement.schema.json").read_text(encoding="utf-8")
    assert written == book_settlement_schema_text()
    Draft202012Validator.check_schema(book_settlement_schema())


def test_an_old_schema_of_books_is_told_with_the_way_to_write_it(
    vbc: Callable[..., Ran], office: Path
) -> None:
    (office / "old.json").write_text("{}", encoding="utf-8")
    ran = vbc("schema", "--book", "--check", "old.json")
    assert ran == Ran(1, "", "old.json is out of date; run: vbc schema --book --write old.json\n")


def test_each_agreement_may_have_a_report_of_its_own(vbc: Callable[..., Ran], office: Path) -> None:
    wanted = "core.statement_html=statements/{agreement}.html"
    ran = vbc("settle", "network.book.yaml", "--period", "2025", "--report", wanted)
    assert (ran.code, ran.err) == (0, "wrote statements/{agreement}.html\n")
    assert sorted(path.name for path in (office / "statements").iterdir()) == [
        "north.html",
        "south.html",
    ]
    page = (office / "statements" / "north.html").read_text(encoding="utf-8")
    assert "First amendment, from 2025-01-01" in page


def test_one_agreement_is_explained_down_to_the_lines_of_the_book(
    vbc: Callable[..., Ran],
) -> None:
    asked = ("--agreement", "north", "--period", "2025", "--clause", "shared_savings")
    ran = vbc("explain", "network.book.yaml", *asked)
    assert (ran.code, ran.err) == (0, "")
    assert "[Amendment 1] parameter at network.book.yaml:14:33" in ran.out
    assert "[Agreement 3.1] parameter at track.yaml:12:37" in ran.out


def test_one_agreement_is_swept(vbc: Callable[..., Ran]) -> None:
    asked = ("--agreement", "south", "--period", "2025", "--vary", "expenditure")
    ran = vbc("sweep", "network.book.yaml", *asked)
    assert (ran.code, ran.err) == (0, "")
    # a jump at the minimum of 2 %: 0.30 x 40,000
    assert "at $1,960,000.00  -$12,000.00" in ran.out


@pytest.mark.parametrize("period", [("--period", "2025"), ()])
def test_a_bad_agreement_is_not_explained(
    period: tuple[str, ...], vbc: Callable[..., Ran], change: Change
) -> None:
    change("network.book.yaml", "sharing_rate: 0.50", "sharing_rate: 0.45")
    ran = vbc("explain", "network.book.yaml", "--agreement", "north", *period)
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC255: " in ran.err


WRONG = {
    "facts for a book": (
        ("settle", "network.book.yaml", "--facts", "facts.csv"),
        "--facts is for a contract, and `network.book.yaml` is a book",
    ),
    "an entity of a book": (
        ("explain", "network.book.yaml", "--entity", "north"),
        "--entity is for a contract",
    ),
    "an agreement of a contract": (
        ("settle", "track.yaml", "--agreement", "north"),
        "--agreement is for a book, and `track.yaml` is a contract",
    ),
    "no agreement": (("explain", "network.book.yaml"), "Missing option '--agreement'."),
    "a report over the book": (
        ("settle", "network.book.yaml", "--report", "core.statement_html=network.book.yaml"),
        "it would replace its input",
    ),
    "a report over the facts of a book": (
        ("settle", "network.book.yaml", "--period", "2025",
         "--report", "core.statement_csv=facts.csv"),
        "`facts.csv` cannot be written: it would replace its input",
    ),
    "a report over a contract of a book": (
        ("settle", "network.book.yaml", "--period", "2025",
         "--report", "core.statement_csv=track.yaml"),
        "`track.yaml` cannot be written: it would replace its input",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_told(case: str, vbc: Callable[..., Ran]) -> None:
    arguments, said = WRONG[case]
    ran = vbc(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_book_of_1000_agreements_on_10_contracts_is_settled_but_for_the_bad_one(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write_book(office / "large", 1000, bad=500)
    ran = vbc("settle", "large/network.book.yaml", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    settled = {row["agreement"]: row["settlement"] for row in rows if row["status"] == "settled"}
    assert ran.code == 1
    assert ran.err.startswith("large/network.book.yaml:3509:31: error VBC255: ")
    assert len(settled) == 999
    expected = {f"practice-{one}": earned(one) for one in range(1000) if one != 500}
    assert {id: Fraction(amount) for id, amount in settled.items()} == expected


def test_progress_is_shown_on_a_terminal(
    vbc: Callable[..., Ran], office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_book(office / "large", 60)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = vbc("settle", "large/network.book.yaml", "--format", "csv")
    assert "Reading agreements" in ran.err
    assert "Settling agreements" in ran.err
    assert "agreements" not in ran.out.partition("\n")[0].replace("agreement,", "")


def test_no_progress_is_shown_to_a_program(vbc: Callable[..., Ran], office: Path) -> None:
    write_book(office / "large", 60)
    assert vbc("settle", "large/network.book.yaml", "--format", "csv").err == ""
