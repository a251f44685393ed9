"""Which findings `vbc validate` tells, in which form; and the page of a code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.formats import FORMATS


@pytest.fixture(autouse=True)
def stale_comment(office: Path) -> None:
    """Give the contract a warning: a comment that passes nothing over."""
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# vbc: ignore[VBC814] long mended\n{text}", encoding="utf-8")


def test_a_warning_is_told_and_does_not_fail(vbc: Callable[..., Ran]) -> None:
    ran = vbc("validate", "prairie.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "prairie.yaml:1:1: warning VBC032: There is no VBC814 to ignore here." in ran.out
    assert ran.out.endswith("1 warning\nmore about a code: vbc code VBC032\n")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_has_the_warning_on_standard_output_only(
    vbc: Callable[..., Ran], form: str
) -> None:
    ran = vbc("validate", "prairie.yaml", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert "VBC032" in ran.out


@pytest.mark.parametrize(
    "option", [("--ignore", "VBC032"), ("--ignore", "VBC03"), ("--select", "VBC8")]
)
def test_a_warning_may_be_passed_over_by_its_code_or_how_it_begins(
    vbc: Callable[..., Ran], option: tuple[str, str]
) -> None:
    assert vbc("validate", "prairie.yaml", *option) == Ran(0, "1 contract valid\n", "")


@pytest.mark.parametrize("code", ["VBC999", "vbc032", "nope", "VBC032x", "*", "VBC0320"])
def test_a_code_that_does_not_exist_is_refused(vbc: Callable[..., Ran], code: str) -> None:
    ran = vbc("validate", "prairie.yaml", "--ignore", code)
    assert (ran.code, ran.out) == (1, "")
    assert "VBC035" in ran.err


def test_errors_are_told_whatever_is_ignored(vbc: Callable[..., Ran], office: Path) -> None:
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("tiers:", "tires:"), encoding="utf-8")
    ran = vbc("validate", "prairie.yaml", "--ignore", "VBC1", "--select", "VBC8")
    assert ran.code == 1
    assert "VBC101" in ran.out


def test_a_baseline_tells_only_what_is_new(vbc: Callable[..., Ran], office: Path) -> None:
    wrote = vbc("validate", "prairie.yaml", "--write-baseline", "baseline.json")
    assert wrote == Ran(0, "1 contract valid\n", "wrote baseline.json\n")
    assert len(json.loads((office / "baseline.json").read_text())["warnings"]) == 1
    checked = vbc("validate", "prairie.yaml", "--baseline", "baseline.json")
    assert checked == Ran(0, "1 contract valid\n", "")


def test_a_baseline_that_no_longer_applies_is_told(vbc: Callable[..., Ran], office: Path) -> None:
    vbc("validate", "prairie.yaml", "--write-baseline", "baseline.json")
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    ran = vbc("validate", "prairie.yaml", "--baseline", "baseline.json")
    assert ran.code == 0
    assert "baseline.json: warning VBC034" in ran.out


def test_a_baseline_says_nothing_of_a_file_with_an_error(
    vbc: Callable[..., Ran], office: Path
) -> None:
    vbc("lint", "prairie.yaml", "--write-baseline", "baseline.json")
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "misspelt: 1\n", encoding="utf-8")
    ran = vbc("lint", "prairie.yaml", "--baseline", "baseline.json")
    assert ran.code == 1
    assert "VBC101" in ran.out
    assert "VBC034" not in ran.out


@pytest.mark.parametrize("command", ["validate", "lint"])
def test_a_baseline_is_not_written_over_a_contract_that_is_checked(
    command: str, vbc: Callable[..., Ran], office: Path
) -> None:
    before = (office / "prairie.yaml").read_bytes()
    ran = vbc(command, "prairie.yaml", "--write-baseline", "prairie.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "`prairie.yaml` cannot be written: it would replace its input" in ran.err
    assert (office / "prairie.yaml").read_bytes() == before


def test_a_file_that_is_no_baseline_is_refused(vbc: Callable[..., Ran]) -> None:
    ran = vbc("validate", "prairie.yaml", "--baseline", "facts.csv")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC033" in ran.err


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_prints_its_page(vbc: Callable[..., Ran], code: str) -> None:
    ran = vbc("code", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"# {code} {CODES[code]}\n")


@pytest.mark.parametrize("code", ["vbc101", "Vbc101", " VBC101", "vbc101\n"])
def test_capitals_and_blanks_of_a_code_are_no_matter(vbc: Callable[..., Ran], code: str) -> None:
    assert vbc("code", code) == vbc("code", "VBC101")


def test_a_misspelt_code_is_refused_with_the_one_that_was_meant(vbc: Callable[..., Ran]) -> None:
    ran = vbc("code", "XBC101")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no code `XBC101`." in ran.err
    assert "did you mean VBC101?" in ran.err


def test_a_misspelt_code_in_small_letters_is_told_as_it_is_written(
    vbc: Callable[..., Ran],
) -> None:
    ran = vbc("code", "vbx101")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no code `vbx101`." in ran.err
    assert "did you mean VBC101?" in ran.err


def test_what_is_like_no_code_gets_the_form_of_one(vbc: Callable[..., Ran]) -> None:
    assert "hint: a code is VBC and three digits\n" in vbc("code", "misspelt").err
