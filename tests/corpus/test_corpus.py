"""Every broken contract is found out: with its code, on its line, in recorded words, and no more.

`pytest tests/corpus --accept` records the words anew; the change is then read like code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from tests.corpus.patches import FILES, Patch, patches
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

PATCHES = [(file, one) for file in FILES for one in patches(file)]
Found = tuple[tuple[Diagnostic, ...], str]
"""What is found in a patched file, and how it is told."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Patch], Found]:
    """Return a function that checks a patched file, once, in a folder of its own."""
    registry, known = Registry.installed(), dict[int, Found]()

    def check(patch: Patch) -> Found:
        if id(patch) not in known:
            with chdir(tmp_path_factory.mktemp("patched")):
                findings = patch.found(registry)
                files = {one.place.file for one in findings if one.place}
                texts = {file: Path(file).read_text("utf-8") for file in files}
                known[id(patch)] = findings, render_text(findings, texts)
        return known[id(patch)]

    return check


@pytest.mark.parametrize(
    "patch", [pytest.param(one, id=f"{file.stem}: {one.name}") for file, one in PATCHES]
)
def test_a_defect_is_found_on_its_line_and_nothing_else_is(
    patch: Patch, found: Callable[[Patch], Found]
) -> None:
    findings, _ = found(patch)
    lines = [(one.code, one.place.line if one.place else 0) for one in findings]
    assert tuple(sorted(lines)) == patch.expected()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_defects_of_a_file_are_told_in_these_words(
    file: Path, found: Callable[[Patch], Found], request: pytest.FixtureRequest
) -> None:
    told = [f"# {one.name}\n{found(one)[1]}" for at, one in PATCHES if at == file]
    recorded, shown = file.with_suffix(".out"), "\n".join(told)
    if request.config.getoption("--accept"):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


def test_no_two_cases_of_a_file_have_one_name() -> None:
    for file in FILES:
        names = [one.name for at, one in PATCHES if at == file]
        assert sorted(set(names)) == sorted(names)


NOT_HERE = {
    "VBC001": "no file at all: tests/cli",
    "VBC002": "a folder in its place: tests/cli",
    "VBC003": "no permission to read: tests/cli",
    "VBC004": "larger than any text here: tests/cli",
    "VBC005": "no text: tests/specs/bad/not-utf8.yaml",
    "VBC007": "no text: tests/specs/bad/empty.yaml",
    "VBC010": "deeper than any contract: tests/specs/bad/nested-too-deeply.yaml",
    "VBC011": "more values than any text here: tests/unit/contracts",
    "VBC028": "a folder: tests/cli",
    "VBC030": "comments that ignore warnings: tests/cli/test_findings_options.py",
    "VBC031": "comments that ignore warnings: tests/cli/test_findings_options.py",
    "VBC032": "comments that ignore warnings: tests/cli/test_findings_options.py",
    "VBC033": "a baseline: tests/cli/test_findings_options.py",
    "VBC034": "a baseline: tests/cli/test_findings_options.py",
    "VBC035": "an option: tests/cli/test_findings_options.py",
    "VBC036": "vbc format alone: tests/cli/test_format.py",
    "VBC037": "vbc format alone: tests/cli/test_format.py",
    "VBC215": "told at settlement: tests/unit/settlement",
    "VBC230": "told where facts are settled: tests/unit/settlement",
    "VBC236": "each shipped model says its kind: tests/specs/bad/category-untold.yaml",
    "VBC252": "told where a template is settled: tests/agreements",
    "VBC263": "no shipped template has one term twice: tests/specs/books/bad",
    "NYS108": "six measures more stand in several places: plugins/vbc-nysdoh/tests/bad",
}
"""Codes of contracts and books that no patch provokes: the reason, and where they are."""


def test_every_code_of_contracts_and_books_has_a_case_or_a_reason() -> None:
    told = "".join(file.with_suffix(".out").read_text("utf-8") for file in FILES)
    provoked = set(re.findall(r"\b[A-Z]{3}\d{3}(?=:)", told))
    assert sorted(codes_of_contracts() - provoked) == sorted(NOT_HERE)


def codes_of_contracts() -> set[str]:
    """Return the codes of text, shape and meaning, and those of the checks of all plugins."""
    installed = Registry.installed()
    checks = {check.code for check in installed.contract_checks(installed.namespaces())}
    return checks | {code for code in CODES if code < "VBC3"}
