"""What the text, CSV and JSON formats write, recorded byte for byte.

To record anew after a change that is meant: `python -m tests.unit.reports.record`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.reports.record import RECORDED

FOLDER = Path(__file__).parent / "recorded"


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_a_statement_is_written_as_recorded(name: str) -> None:
    assert RECORDED[name]().decode() == (FOLDER / name).read_bytes().decode()


def test_every_recorded_file_is_checked() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(RECORDED)
