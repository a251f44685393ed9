"""Episode definitions and service lines with one defect each, in the exact words.

`pytest tests/specs --accept` records the words anew; the change is then read like code. Lines
are read under `usual.episodes.yaml`, or under the definition before `--` in their name; members
stand in the file of the same name, or in `usual.members.csv`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.episodes.build import build_from_files
from vbc_rules.episodes.load import check_definition, load_definition

HERE = Path(__file__).parent / "episodes"
DEFINITIONS = sorted(path.name for path in (HERE / "definitions").glob("*.yaml"))
LINES = sorted(path.name for path in (HERE / "lines").glob("*.csv") if "." not in path.stem)
OWN = {f"VBC{number}" for number in range(480, 498)}


@pytest.fixture(autouse=True)
def _beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept", default=False))


def build(name: str) -> None:
    definition = f"{name.partition('--')[0]}.episodes.yaml" if "--" in name else None
    own = Path("lines", name).with_suffix(".members.csv")
    build_from_files(
        load_definition(Path(definition or "usual.episodes.yaml")),
        Path("lines", name),
        own if own.exists() else Path("usual.members.csv"),
        None,
    )


def check(findings: Refusal, recorded: Path, *, accept: bool) -> None:
    """The findings are worded as they were recorded."""
    found = findings.diagnostics
    assert {one.code for one in found} <= set(CODES)
    files = sorted({one.place.file for one in found if one.place})
    shown = render_text(found, {file: Path(file).read_text("utf-8") for file in files})
    if accept:
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_bad_definition_is_reported_in_these_words(name: str, *, accept: bool) -> None:
    path = Path("definitions", name)
    definition, findings = check_definition(path)
    assert definition is None
    check(Refusal(findings), path.with_suffix(".out"), accept=accept)


@pytest.mark.parametrize("name", LINES)
def test_bad_lines_are_reported_in_these_words(name: str, *, accept: bool) -> None:
    with pytest.raises(Refusal) as refused:
        build(name)
    check(refused.value, Path("lines", name).with_suffix(".out"), accept=accept)


def test_members_that_are_needed_and_not_given_are_asked_for() -> None:
    definition = load_definition(Path("usual.episodes.yaml"))
    with pytest.raises(Refusal, match="VBC488"):
        build_from_files(definition, Path("lines", "overlap.csv"), None, None)


def test_every_code_of_episodes_is_recorded() -> None:
    text = "".join(path.read_text("utf-8") for path in HERE.rglob("*.out"))
    assert {code for code in OWN if code not in text} == set()


@pytest.mark.parametrize("folder", ["definitions", "lines"])
def test_no_recorded_output_is_without_its_file(folder: str) -> None:
    outputs = {path.stem for path in (HERE / folder).glob("*.out")}
    assert outputs == {
        Path(name).stem for name in (DEFINITIONS if folder == "definitions" else LINES)
    }
