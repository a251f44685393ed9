"""Fixtures shared by the tests of the core and of every plugin in this repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes is no property
settings.load_profile("untimed")

pytest_plugins = ("pytester",)  # the pytest plugin of vbc-rules is itself run by pytest

PUBLISHED = Path(__file__).resolve().parent.parent / "shared" / "published"
"""Results that programs have published. They stand beside the project, not inside it."""

SOURCE_ONLY = ("tests/architecture/test_sizes.py", "tests/architecture/test_no_")
"""Tests that read our source and run none of it: measuring coverage only makes them longer."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options by which recorded words are written anew, and laws are held longer."""
    parser.addoption("--accept", action="store_true", help="record anew the words of findings")
    parser.addoption("--examples", type=int, default=0, help="how many contracts to generate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure only what runs our source; skip what needs published results that are absent."""
    for item in items:
        if item.nodeid.startswith(SOURCE_ONLY):
            item.add_marker(pytest.mark.no_cover)
    if PUBLISHED.is_dir():
        return
    absent = pytest.mark.skip(reason="the published results (../shared/published) are absent")
    for item in items:
        if item.get_closest_marker("published"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def published() -> Path:
    """Return the folder of published results, or skip where it is absent."""
    if not PUBLISHED.is_dir():
        pytest.skip("the published results (../shared/published) are absent")
    return PUBLISHED
