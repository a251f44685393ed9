"""A report format of a plugin that is wrong is a finding, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran, install

PLUGIN = """\
from vbc_rules import PluginInfo, ReportFormat, hookimpl


def text(settlements):
    return "Dear practice"


def fails(settlements):
    return settlements[0].amount


@hookimpl
def vbc_plugin():
    return PluginInfo("post", "Letters of a post office")


@hookimpl
def vbc_report_formats():
    return [
        ReportFormat("post.text", "Text", "text/plain", ".txt", text),
        ReportFormat("post.fails", "Fails", "text/plain", ".txt", fails),
    ]
"""


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("post.text", "The report format post.text returns str, not the bytes of a file."),
        ("post.fails", "The report format post.fails failed: AttributeError: 'Settlement' object"),
    ],
)
def test_a_wrong_format_is_told_and_nothing_is_written(
    form: str, says: str, site: Path, office: Path, vbc: Callable[..., Ran]
) -> None:
    install(site, "vbc_post", "post = post_office")
    (site / "post_office.py").write_text(PLUGIN, encoding="utf-8")
    asked = ("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    ran = vbc(*asked, "--report", "core.statement_csv=whole.csv", "--report", f"{form}=letter.txt")
    assert (ran.code, ran.out) == (1, "")
    assert f"error VBC327: {says}" in ran.err
    assert not (office / "letter.txt").exists()
    assert not (office / "whole.csv").exists()
