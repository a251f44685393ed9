"""The page of a finding shows the mistake and how it is mended, and what it shows is true."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.docs.page_examples import PAGES, examples, shows
from vbc_rules.hooks.registry import Registry

NO_YAML = {"VBC009", "VBC016"}
"""Pages whose bad example no reader of YAML accepts: that is what they are about."""

SHOWN = (
    *("VBC007", "VBC008", "VBC009", "VBC010", "VBC013", "VBC014", "VBC015", "VBC016", "VBC017"),
    *("VBC018", "VBC019", "VBC020", "VBC021", "VBC022", "VBC023", "VBC024", "VBC025", "VBC026"),
    *("VBC027", "VBC102", "VBC103", "VBC104", "VBC107", "VBC108", "VBC201", "VBC203", "VBC204"),
    *("VBC205", "VBC206", "VBC211", "VBC213", "VBC216", "VBC218", "VBC219", "VBC220", "VBC223"),
    *("VBC225", "VBC226", "VBC227", "VBC228", "VBC240", "VBC275"),
)
"""Pages whose examples are whole, or become so when they are laid over a shipped contract.

The others show a piece that no shipped contract has, more than one file, or no contract.
"""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_bad_and_a_good_example(page: Path) -> None:
    assert {one.bad for one in examples(page)} == {True, False}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_yaml_of_a_page_is_yaml(page: Path) -> None:
    for one in examples(page):
        if one.language == "yaml" and not (one.bad and page.stem in NO_YAML):
            assert list(yaml.compose_all(one.text)) is not None


@pytest.mark.parametrize("code", SHOWN)
def test_the_bad_example_has_the_finding_and_the_good_one_has_not(code: str) -> None:
    [page] = [page for page in PAGES if page.stem == code]
    assert shows(page, Registry.installed())
