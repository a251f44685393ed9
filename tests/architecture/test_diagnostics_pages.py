"""Every code has a page, every page a code, and the list of codes is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vbc_rules.diagnostics.codes import CODES

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "diagnostics"


def page_codes() -> set[str]:
    return {page.stem for page in PAGES.glob("VBC*.md")}


def test_no_page_describes_a_code_that_does_not_exist() -> None:
    assert page_codes() - set(CODES) == set()


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_page_of_a_code_has_its_title(code: str) -> None:
    page = PAGES / f"{code}.md"
    assert page.is_file(), f"write docs/diagnostics/{code}.md"
    heading = page.read_text(encoding="utf-8").split("\n", 1)[0]
    assert heading == f"# {code} {CODES[code]}"


def test_the_list_of_codes_is_the_table_of_codes() -> None:
    listed = re.findall(
        r"^- \[(VBC\d{3}) (.+)\]\(\1\.md\)$",
        (PAGES / "README.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert listed == sorted(CODES.items())


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_has_a_letter_prefix_and_three_digits(code: str) -> None:
    assert re.fullmatch(r"VBC[0-9]\d{2}", code)


def test_every_code_that_is_raised_is_in_the_table() -> None:
    files = [*(ROOT / "vbc_rules").rglob("*.py"), *(ROOT / "plugins").glob("*/src/**/*.py")]
    used = {code for file in files for code in re.findall(r'"(VBC\d{3})"', file.read_text("utf-8"))}
    assert used - set(CODES) == set()
