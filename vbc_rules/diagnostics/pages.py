"""The pages of the codes: in an installed package beside this file, else under docs/."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
FOLDERS = (_HERE / "pages", _HERE.parents[1] / "docs" / "diagnostics")
"""A wheel carries the pages; a checkout that is installed as it stands has them in docs/."""


def page(code: str) -> str:
    """Return the page of a code, in Markdown. Every code of `CODES` has one."""
    found = next(folder for folder in FOLDERS if folder.is_dir())
    return (found / f"{code}.md").read_text(encoding="utf-8")
