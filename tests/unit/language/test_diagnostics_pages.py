"""The page of every definition error: its first example raises it, its second is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.language.authored import FILE, authored, mistake
from vbc_rules.diagnostics.codes import CODES

PAGES = Path(__file__).parents[3] / "docs" / "diagnostics"
DEFINITION_ERRORS = sorted(code for code in CODES if code.startswith("VBC6"))


def examples(code: str) -> list[str]:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", DEFINITION_ERRORS)
def test_the_first_example_is_refused_with_the_code_of_the_page(code: str) -> None:
    finding = mistake(examples(code)[0])
    assert finding.code == code
    assert finding.place is not None
    assert finding.place.file == FILE


@pytest.mark.parametrize("code", DEFINITION_ERRORS)
def test_the_second_example_is_accepted(code: str) -> None:
    authored(examples(code)[1])
