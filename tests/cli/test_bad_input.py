"""A defect in a contract is refused where it stands: code, file, line and column.

Settling and validating say the same; what is settled prints no part of a report.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import CONTRACT, Ran

RATE = "value: 0.75"
TIERS = """\
        - {members: 0, minimum_savings_rate: 0.039}
        - {members: 5000, minimum_savings_rate: 0.02}
"""

DEFECTS = {
    "a misspelt key": ("carrier:", "carier:", "VBC101", "3:1"),
    "an unknown key": ("reports:", "wishes: none\nreports:", "VBC101", "19:1"),
    "a misspelt parameter": ("sharing_rate:", "sharing_rte:", "VBC101", "12:7"),
    "a missing key": ("title: Acme shared savings\n", "", "VBC102", "1:1"),
    "a missing parameter": ("      track: upside\n", "", "VBC102", "11:5"),
    "a quoted number": (RATE, 'value: "0.75"', "VBC103", "13:37"),
    "a percent written as 75": (RATE, "value: 75", "VBC104", "13:37"),
    "a percent sign": (RATE, "value: 75%", "VBC023", "13:37"),
    "a leading zero": (RATE, "value: 010", "VBC019", "13:37"),
    "an exponent": (RATE, "value: 1e3", "VBC019", "13:37"),
    "an underscore": (RATE, "value: 1_000", "VBC019", "13:37"),
    "infinity": (RATE, "value: .inf", "VBC020", "13:37"),
    "not a number": (RATE, "value: .nan", "VBC020", "13:37"),
    "a Norwegian NO": ("pharmacy: false", "pharmacy: NO", "VBC021", "15:26"),
    "a time of day": (RATE, "value: 12:30", "VBC022", "13:37"),
    "a key written twice": ("carrier: acme\n", "carrier: acme\ncarrier: acme\n", "VBC013", "4:1"),
    "an anchor": ("title: Acme", "title: &name Acme", "VBC014", "2:8"),
    "an alias": ("title: Acme shared savings", "title: *name", "VBC014", "2:8"),
    "a tag": ("title: Acme", "title: !!str Acme", "VBC015", "2:8"),
    "a tag of Python": (
        "title: Acme shared savings",
        "title: !!python/object/apply:os.getcwd []",
        "VBC015",
        "2:8",
    ),
    "a merge key": ("carrier: acme\n", "<<: {carrier: acme}\n", "VBC016", "3:1"),
    "a tab": ("  - name", "\t- name", "VBC012", "9:1"),
    "several documents": ("carrier:", "---\ncarrier:", "VBC008", "3:1"),
    "an unknown model": ("acme.shared_savings", "acme.shared_saving", "VBC302", "10:12"),
    "an unknown plugin": ("acme.shared_savings", "apex.shared_savings", "VBC301", "10:12"),
    "a plugin that is not installed": ("{acme:", '{apex: ">=1", acme:', "VBC301", "4:11"),
    "a plugin outside its range": ('">=1,<2"', '">=2"', "VBC203", "4:17"),
    "a term that ends before it begins": ("to: 2023-12-31", "to: 2021-12-31", "VBC205", "5:30"),
    "dated values out of order": (
        "        - {from: 2022-01-01, value: 0.75}\n",
        "        - {from: 2023-01-01, value: 0.5}\n        - {from: 2022-01-01, value: 0.75}\n",
        "VBC206",
        "14:18",
    ),
    "dated values that overlap": (
        "{from: 2022-01-01, value: 0.75}",
        "{from: 2022-01-01, to: 2023-06-30, value: 0.75}\n        - {from: 2023-01-01, value: 0.5}",
        "VBC206",
        "14:18",
    ),
    "a term that begins before the dated values": (
        "{from: 2022-01-01, value",
        "{from: 2023-01-01, value",
        "VBC207",
        "13:18",
    ),
    "tiers that overlap": ("members: 5000", "members: 0", "VBC209", "18:21"),
    "tiers out of order": (
        TIERS,
        "".join(reversed(TIERS.splitlines(keepends=True))),
        "VBC208",
        "18:21",
    ),
    "a tier with an end, which could leave a gap": (
        "{members: 0, minimum",
        "{members: 0, to: 3999, minimum",
        "VBC101",
        "17:24",
    ),
    "a day that is not in the calendar": ("2023-12-31", "2023-02-30", "VBC024", "5:30"),
    "an unknown choice": ("track: upside", "track: upsied", "VBC105", "14:14"),
    "an unknown report": ("core.statement_html", "core.statement_pdf", "VBC302", "19:11"),
    "a control character": ("Acme shared", "Acme\x1b[31m shared", "VBC006", "2:12"),
}


def written(office: Path, old: str, new: str) -> str:
    assert CONTRACT.count(old) >= 1
    (office / "prairie.yaml").write_text(CONTRACT.replace(old, new, 1), encoding="utf-8")
    return "prairie.yaml"


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_refused_at_its_place(
    defect: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    old, new, code, place = DEFECTS[defect]
    ran = vbc("settle", written(office, old, new), "--facts", "facts.csv", "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert f"prairie.yaml:{place}: error {code}: " in ran.err
    assert ran.err.endswith("1 error\n")


@pytest.mark.parametrize("defect", DEFECTS)
def test_validating_says_the_same_of_a_defect(
    defect: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    old, new, code, place = DEFECTS[defect]
    ran = vbc("validate", "--format", "json", written(office, old, new))
    line, column = map(int, place.split(":"))
    found = [(one["code"], one["line"], one["column"]) for one in json.loads(ran.out)["findings"]]
    assert (ran.code, found, ran.err) == (1, [(code, line, column)], "")


FILES = {
    "an empty file": (b"", "VBC007", "prairie.yaml"),
    "a file of comments": (b"# nothing yet\n", "VBC007", "prairie.yaml"),
    "a file in another encoding": (
        CONTRACT.replace("Prairie", "Präirie").encode("latin-1"),
        "VBC005",
        "prairie.yaml:7:48",
    ),
    "a file in UTF-16": (CONTRACT.encode("utf-16"), "VBC005", "prairie.yaml:1:1"),
    "a deeply nested file": (b"title: " + b"[" * 100_000, "VBC010", "prairie.yaml:1:"),
    "a deeply nested file of mappings": (b"{a: " * 100_000, "VBC010", "prairie.yaml:1:"),
    "a program": (b"\x7fELF\x02\x01\x01\x00", "VBC006", "prairie.yaml:1:1"),
    "a list": (b"- contract\n", "VBC103", "prairie.yaml:1:1"),
    "an open bracket": (b"title: [a\n", "VBC009", "prairie.yaml:"),
}


@pytest.mark.parametrize("defect", FILES)
def test_a_file_that_is_no_contract_is_refused(
    defect: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    data, code, place = FILES[defect]
    (office / "prairie.yaml").write_bytes(data)
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(place)
    assert f"error {code}: " in ran.err


def test_a_file_of_100_megabytes_is_refused_without_reading_it(
    office: Path, vbc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate(office / "prairie.yaml", 100_000_000)
    really_open = Path.open

    def watched(path: Path, *arguments: Any, **named: Any) -> Any:
        assert path.name != "prairie.yaml"
        return really_open(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", watched)
    ran = vbc("validate", "prairie.yaml")
    assert ran.code == 1
    assert ran.out.startswith("prairie.yaml: error VBC004: ")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nowhere.yaml", "VBC001"),
        (".", "VBC002"),
        ("prairie.yaml/x", "VBC003"),
        ("x" * 300, "VBC003"),
        ("x/" * 3000, "VBC003"),
    ],
)
def test_a_path_that_leads_to_no_file_is_refused(
    path: str, code: str, vbc: Callable[..., Ran]
) -> None:
    ran = vbc("settle", path, "--facts", "facts.csv")
    assert (ran.code, ran.out) == (1, "")
    assert f"error {code}: " in ran.err


def test_all_defects_of_a_contract_are_told_at_once(office: Path, vbc: Callable[..., Ran]) -> None:
    text = CONTRACT.replace("0.75", "75").replace("upside", "upsied").replace("2023-12", "2021-12")
    (office / "prairie.yaml").write_text(text, encoding="utf-8")
    ran = vbc("validate", "prairie.yaml")
    places = [line.partition(": error")[0] for line in ran.out.splitlines() if ": error" in line]
    assert places == ["prairie.yaml:5:30", "prairie.yaml:13:37", "prairie.yaml:14:14"]
