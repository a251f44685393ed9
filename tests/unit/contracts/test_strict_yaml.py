from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from vbc_rules.contracts.text import composer
from vbc_rules.contracts.text.strict_yaml import parse_document, read_document
from vbc_rules.diagnostics import Diagnostic, Place, Refusal


def findings_of(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refusal) as refusal:
        parse_document(text, "x.yaml")
    return refusal.value.diagnostics


def positions_of(text: str) -> list[tuple[str, int, int]]:
    found = [(finding.code, finding.place) for finding in findings_of(text)]
    return [(code, place.line, place.column) for code, place in found if place]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("0", 0),
        ("-5", -5),
        ("250000000", 250_000_000),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("2024-02-29", date(2024, 2, 29)),
        ("42 CFR 425.610(d)", "42 CFR 425.610(d)"),
        ("note", "note"),
        ("1.2.3", "1.2.3"),
        ("'010'", "010"),
        ('"0.75"', "0.75"),
        ('"NO"', "NO"),
        ("'2024-01-01'", "2024-01-01"),
        ("|\n  two\n  lines", "two\nlines"),
        ("{}", {}),
        ("[]", []),
    ],
)
def test_a_plain_value_is_read_exactly(scalar: str, value: object) -> None:
    read = parse_document(f"key: {scalar}", "x.yaml").value["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("scalar", "code", "hint"),
    [
        ("010", "VBC019", 'write 10 for the number, or "010" in quotes for an identifier'),
        (
            "-007.50",
            "VBC019",
            'write -7.50 for the number, or "-007.50" in quotes for an identifier',
        ),
        ("1e3", "VBC019", "write 1000"),
        ("2.5E-3", "VBC019", "write 0.0025"),
        ("1e999999999", "VBC019", "write all digits of the number"),
        ("1_000", "VBC019", "write 1000"),
        (".5", "VBC019", "write 0.5"),
        ("-.5", "VBC019", "write -0.5"),
        ("5.", "VBC019", "write 5"),
        ("+5", "VBC019", "write 5"),
        ("-0", "VBC019", "write 0"),
        ("-0.00", "VBC019", "write 0"),
        ("0x1F", "VBC019", 'write 31 for the number, or "0x1F" in quotes for an identifier'),
        ("0o7", "VBC019", 'write 7 for the number, or "0o7" in quotes for an identifier'),
        ("0b11", "VBC019", 'write 3 for the number, or "0b11" in quotes for an identifier'),
        ("1,000", "VBC019", "write 1000"),
        ("1,234,567.89", "VBC019", "write 1234567.89"),
        ("1 000", "VBC019", "write 1000"),
        ("0,75", "VBC019", "write a point before the decimals, and nothing between the thousands"),
        ("−5", "VBC019", "write -5"),
        (".inf", "VBC020", "write the number, or leave the key out where there is no limit"),
        ("-.INF", "VBC020", "write the number, or leave the key out where there is no limit"),
        (".NaN", "VBC020", "write the number, or leave the key out where there is no limit"),
        ("NO", "VBC021", 'write false, or "NO" in quotes if it is text'),
        ("no", "VBC021", 'write false, or "no" in quotes if it is text'),
        ("yes", "VBC021", 'write true, or "yes" in quotes if it is text'),
        ("on", "VBC021", 'write true, or "on" in quotes if it is text'),
        ("Off", "VBC021", 'write false, or "Off" in quotes if it is text'),
        ("True", "VBC021", 'write true, or "True" in quotes if it is text'),
        ("FALSE", "VBC021", 'write false, or "FALSE" in quotes if it is text'),
        ("n", "VBC021", 'write false, or "n" in quotes if it is text'),
        ("~", "VBC018", "write its value, or leave it out where there is nothing to say"),
        ("null", "VBC018", "write its value, or leave it out where there is nothing to say"),
        ("Null", "VBC018", "write its value, or leave it out where there is nothing to say"),
        ("12:30", "VBC022", 'put it in quotes if it is text: "12:30"'),
        ("1:30:00.5", "VBC022", 'put it in quotes if it is text: "1:30:00.5"'),
        ("75%", "VBC023", "write 0.75, the share of 1"),
        ("2 %", "VBC023", "write 0.02, the share of 1"),
        ("12.5%", "VBC023", "write 0.125, the share of 1"),
        ("-150%", "VBC023", "write -1.5, the share of 1"),
        ("100%", "VBC023", "write 1, the share of 1"),
        ("7,5%", "VBC023", "write it as a share of 1, as 0.75 for 75 percent"),
        ("$5", "VBC023", "write 5"),
        ("-$1,000.50", "VBC023", "write -1000.50"),
        ("5 €", "VBC023", "write 5"),
        ("2024-02-30", "VBC024", "write a day that the calendar has, as year-month-day"),
        ("2024-1-5", "VBC024", "write dates as year-month-day, as 2024-01-31"),
        ("2024/01/05", "VBC024", "write dates as year-month-day, as 2024-01-31"),
        ("1/5/2024", "VBC024", "write dates as year-month-day, as 2024-01-31"),
        ("2024-01-05T10:00:00Z", "VBC025", "write the date only: 2024-01-05"),
        ("2024-01-05 10:00:00", "VBC025", "write the date only: 2024-01-05"),
        (
            "9" * 41,
            "VBC027",
            "write the number with the digits that it needs, or put it in quotes if it is text",
        ),
    ],
)
def test_a_scalar_that_is_read_in_two_ways_is_refused_with_the_way_to_write_it(
    scalar: str, code: str, hint: str
) -> None:
    (finding,) = findings_of(f"rates:\n  - {scalar}\n")
    assert (finding.code, finding.place, finding.hint) == (code, Place("x.yaml", 2, 5), hint)


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("", [("VBC007", 0, 0)]),
        ("# a comment\n", [("VBC007", 0, 0)]),
        ("---\n", [("VBC007", 0, 0)]),
        ("a: 1\n---\nb: 2\n", [("VBC008", 2, 1)]),
        ("a: 1\nb: 2\na: 3\n", [("VBC013", 3, 1)]),
        ("a: {b: 1, b: 2}\n", [("VBC013", 1, 11)]),
        ("a: &rate 1\n", [("VBC014", 1, 4)]),
        ("a: &rates [1]\n", [("VBC014", 1, 4)]),
        ("a: *rate\n", [("VBC014", 1, 4)]),
        ("*a : 1\n", [("VBC014", 1, 1)]),
        ("a: !x 1\n", [("VBC015", 1, 4)]),
        ("a: !!str 010\n", [("VBC015", 1, 4), ("VBC019", 1, 4)]),
        ("a: !!python/object:os.system {}\n", [("VBC015", 1, 4)]),
        ("a: {<<: {b: 1}}\n", [("VBC016", 1, 5)]),
        ("2024: 1\n", [("VBC017", 1, 1)]),
        ("true: 1\n", [("VBC017", 1, 1)]),
        ("NO: 1\n", [("VBC017", 1, 1)]),
        ("? [a]\n: 1\n", [("VBC017", 1, 3)]),
        ("? *a\n: 1\n", [("VBC014", 1, 3)]),
        ("? \n: 1\n", [("VBC017", 1, 2)]),
        ("a:\nb: 1\n", [("VBC018", 1, 1)]),
        ("a:\n  -\n", [("VBC018", 2, 4)]),
        ("--- ~\n", [("VBC018", 1, 5)]),
        ("%YAML 1.2\n---\na: 1\n", [("VBC026", 1, 1)]),
        ("a:\n\tb: 1\nc: 2 \t# x\n", [("VBC012", 2, 1), ("VBC012", 3, 6)]),
        ("a: b\x00c\n", [("VBC006", 1, 5)]),
        ("a: 1\nb: \x1b[31m\n", [("VBC006", 2, 4)]),
        ("a: \u202eb\n", [("VBC006", 1, 4)]),
        ("a: \ud800\n", [("VBC006", 1, 4)]),
        ("a: 1\u2028b: 2\n", [("VBC006", 1, 5)]),
    ],
)
def test_a_construct_that_contracts_do_without_is_refused_at_its_place(
    text: str, positions: list[tuple[str, int, int]]
) -> None:
    assert positions_of(text) == positions


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: b: c\n", 1, 5, "A colon stands where no key can be."),
        ('a: "open\n', 1, 4, "A quote or a bracket is not closed."),
        ("a: [1\nb: 2\n", 1, 4, "A bracket is not closed, or a comma is missing."),
        ("a: @x\n", 1, 4, "A value begins with a character that needs quotes."),
        ("a: -\n  - b\n", 1, 4, "A list begins where no list can be."),
        ('a: "\\q"\n', 1, 5, "A text in double quotes has an unknown escape."),
        ("a: 1\n b\n  c: 2\n", 3, 4, "A colon stands where no key can be."),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "The lines of a mapping do not stand under each other."),
    ],
)
def test_what_is_not_yaml_is_said_in_plain_words(
    text: str, line: int, column: int, message: str
) -> None:
    (finding,) = findings_of(text)
    assert (finding.code, finding.place) == ("VBC009", Place("x.yaml", line, column))
    assert finding.message == message


def test_all_findings_before_a_syntax_error_are_reported_with_it() -> None:
    assert positions_of("a: 010\nb: 75%\nc: d: e\n") == [
        ("VBC019", 1, 4),
        ("VBC023", 2, 4),
        ("VBC009", 3, 5),
    ]


def test_every_value_and_every_key_has_its_place() -> None:
    document = parse_document("a:\n  - {from: 2024-01-01, value: 0.5}\n", "x.yaml")
    assert document.place_of(()) == Place("x.yaml", 1, 1)
    assert document.place_of(("a", 0)) == Place("x.yaml", 2, 5)
    assert document.place_of(("a", 0, "value")) == Place("x.yaml", 2, 31)
    assert document.key_place_of(("a", 0, "value")) == Place("x.yaml", 2, 24)
    assert document.key_place_of(("a", 0)) == Place("x.yaml", 2, 5)


def test_an_absent_value_has_the_place_of_its_nearest_parent() -> None:
    document = parse_document("a:\n  b: {c: 1}\n", "x.yaml")
    assert document.place_of(("a", "b", "d", 3)) == document.place_of(("a", "b"))
    assert not document.has(("a", "b", "d"))


def test_windows_line_ends_do_not_move_a_place() -> None:
    document = parse_document("a: 1\r\nb: 2\r\n", "x.yaml")
    assert document.place_of(("b",)) == Place("x.yaml", 2, 4)


def test_columns_count_characters_not_bytes() -> None:
    assert positions_of('"é€𝒳": 010\n') == [("VBC019", 1, 8)]


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_32_levels_of_nesting_are_read_and_33_are_not() -> None:
    assert parse_document(nested(32), "x.yaml").value
    assert positions_of(nested(33)) == [("VBC010", 1, 33)]


@pytest.mark.parametrize("text", ["[" * 400_000, "- " * 400_000, "{a: " * 200_000])
def test_a_very_deep_file_is_refused_without_being_built(text: str) -> None:
    assert [finding.code for finding in findings_of(text)] == ["VBC010"]


def test_20_000_values_are_read_and_one_more_is_not() -> None:
    assert len(parse_document("- 1\n" * 19_999, "x.yaml").value) == 19_999
    assert positions_of("- 1\n" * 20_000) == [("VBC011", 20_000, 3)]


def test_a_text_above_the_limit_is_refused() -> None:
    assert [finding.code for finding in findings_of("#" * 1_000_001)] == ["VBC004"]


def test_text_with_many_control_characters_gives_a_bounded_list() -> None:
    assert len(findings_of("\x01" * 10_000)) == 100


def refusal_of(path: Path) -> Diagnostic:
    with pytest.raises(Refusal) as refusal:
        read_document(path)
    (finding,) = refusal.value.diagnostics
    return finding


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    finding = refusal_of(path)
    assert (finding.code, finding.place) == ("VBC001", Place(str(path)))


def test_a_folder_is_a_finding(tmp_path: Path) -> None:
    assert refusal_of(tmp_path).code == "VBC002"


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_path_is_a_finding(name: str) -> None:
    assert refusal_of(Path(name)).code == "VBC003"


def test_a_path_through_a_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a: 1")
    assert (
        refusal_of(tmp_path / "file" / "x.yaml").message
        == "The file cannot be read: not a directory."
    )


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal_of(tmp_path / "pipe").code == "VBC003"


def test_a_file_without_permission_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.yaml").write_text("a: 1")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # the super-user may read everything, so the answer of the system is played
    monkeypatch.setattr(Path, "open", denied)
    assert refusal_of(tmp_path / "x.yaml").message == "The file cannot be read: permission denied."


def test_a_huge_file_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)

    def opened(*_: object) -> None:
        pytest.fail("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    assert refusal_of(path).code == "VBC004"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff\xfea\x00", 1, 1), (b"a: 1\nb: \xe9\n", 2, 4), ("é: ".encode() + b"\xe9", 1, 4)],
)
def test_bytes_that_are_not_utf8_are_refused_at_the_first_one(
    tmp_path: Path, data: bytes, line: int, column: int
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    finding = refusal_of(path)
    assert (finding.code, finding.place) == ("VBC005", Place(str(path), line, column))


def test_a_byte_order_mark_of_utf8_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    document = read_document(path)
    assert document.value == {"a": 1}
    assert document.key_place_of(("a",)) == Place(str(path), 1, 1)


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 2.50, 'x']\nb: {c: 2024-01-01}\n"
    with_c = parse_document(text, "x.yaml")
    monkeypatch.setattr(composer, "PARSER", yaml.SafeLoader)
    assert parse_document(text, "x.yaml").value == with_c.value
    assert positions_of("a: 010\nb: !x\n") == [("VBC019", 1, 4), ("VBC015", 2, 4), ("VBC018", 2, 1)]


def test_reading_yaml_loads_no_schema_library() -> None:
    code = "import sys, vbc_rules.contracts.text.strict_yaml; sys.exit('jsonschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
