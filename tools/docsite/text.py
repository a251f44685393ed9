"""Small pieces of Markdown: tables whose cells are text, and links that lead where files stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

_FENCE = re.compile(r"^ *(```|~~~).*?^ *\1[ ]*$\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)(?P<heading>#[^)\s]*)?\)")
_SPECIAL = str.maketrans({"|": r"\|", "<": "&lt;", "*": r"\*", "_": r"\_", "`": r"\`", "\n": " "})


def text(written: str) -> str:
    """Return text that Markdown shows as it is written, also in the cell of a table."""
    return written.translate(_SPECIAL)


def code(written: str) -> str:
    """Return text in the type of code, for a cell of a table; nothing stays nothing."""
    return f"`{written}`" if written else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def outside_fences(markdown: str, change: Callable[[str], str]) -> str:
    """Return Markdown with everything changed but its blocks of code."""
    parts: list[str] = []
    end = 0
    for fence in _FENCE.finditer(markdown):
        parts += [change(markdown[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, change(markdown[end:])])


def relative_links(markdown: str, file: str) -> Iterator[str]:
    """Yield the files that a page links to, as paths in the repository; `file` is the page's."""
    for match in _LINK.finditer(_FENCE.sub("", markdown)):
        yield resolved(match["target"], file)


def with_links(markdown: str, file: str, page: str, page_of: Callable[[str], str | None]) -> str:
    """Return Markdown in which links to files lead to their pages of the site.

    `file` is the page's path in the repository, `page` its path in the site, and `page_of`
    gives the path in the site of a file, or None for one that has no page.
    """

    def led(match: re.Match[str]) -> str:
        target = page_of(resolved(match["target"], file))
        if target is None:
            return match[0]
        return f"]({posixpath.relpath(target, posixpath.dirname(page))}{match['heading'] or ''})"

    return outside_fences(markdown, lambda part: _LINK.sub(led, part))


def resolved(target: str, file: str) -> str:
    """Return the path in the repository of what a file links to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
