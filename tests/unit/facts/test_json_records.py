"""Published files that are JSON: a list of records is read like the rows of a CSV file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.diagnostics import Place, Refusal
from vbc_rules.facts.layouts import PublishedFile, load_layout_file
from vbc_rules.facts.layouts.parsing import parse_published

LAYOUT = """
layout: acme.results
title: Results of 2022
year: 2022
blank: [N/A]
tolerates: [exponents]
file:
  records: results
  rows: {column: year, is: 2022}
entity: {headings: [id]}
columns:
  year: {headings: [year], reads: number}
  paid: {headings: [paid], reads: number}
  met: {headings: [met], reads: flag, optional: true}
contract:
  - {contract: acme}
facts:
  paid: {column: paid}
"""
RECORDS = """{
 "years": [2021, 2022],
 "results": [
  {"id": "A1", "year": 2021, "paid": 1},
  {"id": "A1", "year": 2022.0, "paid": 10.50, "met": true},
  {"id": "A2", "year": 2022,
   "paid": null},
  {"id": "A3", "year": 2022, "paid": 1.5e-3, "met": false}
 ]
}
"""


def read(tmp_path: Path, text: str, layout: str = LAYOUT, file: str = "r.json") -> PublishedFile:
    written = tmp_path / "results.yaml"
    written.write_text(layout, encoding="utf-8")
    return parse_published(text, file, load_layout_file(written))


def test_records_are_rows_and_keys_are_headings(tmp_path: Path) -> None:
    file = read(tmp_path, RECORDS)
    assert file.entities == ("A1", "A2", "A3")
    assert [row.value("paid") for row in file.rows] == [Fraction("10.5"), None, Fraction("0.0015")]


def test_a_key_that_a_record_lacks_is_missing_there(tmp_path: Path) -> None:
    assert [row.value("met") for row in read(tmp_path, RECORDS).rows] == [True, None, False]


def test_a_record_knows_where_it_is_written(tmp_path: Path) -> None:
    file = read(tmp_path, RECORDS)
    assert file.place(1, "paid") == Place("r.json", 7, 12)
    assert file.place(1, "met") == Place("r.json", 6, 3)
    assert [file.source.lines[record] for record in file.records] == [5, 6, 8]


def test_rows_of_other_years_are_not_read(tmp_path: Path) -> None:
    broken = RECORDS.replace('"year": 2021, "paid": 1', '"year": 2021, "paid": "unknown"')
    assert len(read(tmp_path, broken).rows) == 3


def test_a_file_of_other_years_only_is_another_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"r.json:4:24: VBC442 .*its `year` is 2021, 2023"):
        read(tmp_path, RECORDS.replace("2022", "2023"))


def test_the_same_layout_reads_a_csv_file(tmp_path: Path) -> None:
    file = read(tmp_path, "id,year,paid\nA1,2022,3\nA1,2021,4\n", file="r.csv")
    assert [row.value("paid") for row in file.rows] == [3]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RECORDS.replace("results", "rows"), "VBC563 The file has no list of records"),
        ('{"results": [1]}', "VBC563 The file has no list of records"),
        ("[]", "VBC563 The file has no list of records"),
        ('{"results": []}', "VBC417"),
        (RECORDS.replace("10.50", "[10.50]"), "VBC445 The value of `paid` is no plain value"),
        (RECORDS.replace("10.50", '"ten"'), "VBC445 .ten. in column `paid` is not a number"),
        (RECORDS.replace("A3", "A2"), "VBC408 .* first in line 6"),
        (RECORDS[:-4], "VBC418"),
        (RECORDS.replace("paid", "earned"), "VBC441 The file has no column `paid`"),
    ],
)
def test_json_with_a_defect_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        read(tmp_path, text)


def test_a_layout_of_csv_reads_no_json(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="VBC563 The layout reads no JSON"):
        read(tmp_path, RECORDS, LAYOUT.replace("  records: results\n", ""))
