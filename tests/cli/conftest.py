"""Commands are run as a person runs them, in a folder of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import CONTRACT, FACTS, Ran, install, run_vbc


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder on Python's path, where the plugin acme is installed."""
    site = tmp_path / "site"
    install(site, "acme", "acme = acme", version="1.4")
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    return site


@pytest.fixture
def office(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with prairie.yaml and facts.csv in it."""
    office = site.parent / "office"
    office.mkdir()
    (office / "prairie.yaml").write_text(CONTRACT, encoding="utf-8")
    (office / "facts.csv").write_text(FACTS, encoding="utf-8")
    monkeypatch.chdir(office)
    return office


@pytest.fixture
def vbc(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Return a function that runs `vbc` with arguments."""

    def run(*arguments: object) -> Ran:
        assert Path.cwd() == office, "a command is tried in its folder"
        return run_vbc(monkeypatch, capsys, *arguments)

    return run
