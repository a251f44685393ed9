"""`vbc format`: contracts in one form, checked, shown or written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import CONTRACT, Ran


def test_a_contract_in_canonical_form_is_left_alone(vbc: Callable[..., Ran]) -> None:
    assert vbc("format", "prairie.yaml") == Ran(0, "", "")


def test_a_contract_is_rewritten_in_its_form(office: Path, vbc: Callable[..., Ran]) -> None:
    head, title, rest = CONTRACT.split("\n", 2)
    (office / "prairie.yaml").write_text(f"{title}\n{head}\n{rest}")
    assert vbc("format", ".") == Ran(0, "", "formatted prairie.yaml\n")
    assert (office / "prairie.yaml").read_text() == CONTRACT


def test_check_changes_nothing_and_fails(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "prairie.yaml").write_text(CONTRACT + "\n\n")
    assert vbc("format", "--check", ".") == Ran(1, "", "would format prairie.yaml\n")
    assert (office / "prairie.yaml").read_text() == CONTRACT + "\n\n"


def test_diff_shows_what_would_change(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "prairie.yaml").write_text(
        CONTRACT.replace("      track: upside", "      track:  upside")
    )
    ran = vbc("format", "--diff", "prairie.yaml")
    assert ran.code == 1
    assert "-      track:  upside\n+      track: upside\n" in ran.out


def test_the_hash_of_a_contract_is_that_of_its_form(office: Path, vbc: Callable[..., Ran]) -> None:
    before = vbc("lock", "prairie.yaml").out
    head, title, rest = CONTRACT.split("\n", 2)
    (office / "prairie.yaml").write_text(f"# note\n{title}\n{head}\n{rest}")
    assert vbc("lock", "prairie.yaml").out == before


@pytest.mark.parametrize("text", ["entity,paid\nA,5\nB,6\n", "- a\n- b\n", "hello\n", "5\n"])
def test_a_file_that_is_no_mapping_is_refused_and_left_as_it_is(
    text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    """Rows of a CSV file are one text of YAML, which would be written in one line."""
    (office / "odd.csv").write_text(text, encoding="utf-8")
    ran = vbc("format", "odd.csv")
    assert (ran.code, (office / "odd.csv").read_text(encoding="utf-8")) == (1, text)
    assert "odd.csv:1:1: error VBC103: " in ran.err


@pytest.mark.parametrize("value", ["5", "true", "2024-01-01", "{a: 1}", "none", "[5, none]"])
@pytest.mark.parametrize("section", ["payment", "quality", "settlement", "term", "parties"])
def test_a_section_that_is_none_is_left_as_it_is(
    section: str, value: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    """Whether it is valid is not for the layout to say."""
    text = f"contract: odd\n{section}: {value}\n"
    (office / "odd.yaml").write_text(text, encoding="utf-8")
    ran = vbc("format", "odd.yaml")
    assert (ran.code, (office / "odd.yaml").read_text(encoding="utf-8")) == (0, text)


def test_a_file_that_cannot_be_read_is_told_and_no_file_is_written(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "broken.yaml").write_text("a: 1\na: 2\n")
    (office / "prairie.yaml").write_text(CONTRACT + "\n\n")
    ran = vbc("format", ".")
    assert (ran.code, ran.out) == (1, "")
    assert "broken.yaml:2:1: error VBC013" in ran.err
    assert (office / "prairie.yaml").read_text() == CONTRACT + "\n\n"
