"""Check the built documentation: python tools/check_site.py build/site.

Every link within the site leads to a page and a heading, nothing is loaded from elsewhere, and
no Markdown was left as it was written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import attrs

LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}
CODE = {"code", "pre", "script", "style", "svg"}
LEFT = re.compile(r"^\s*```|\]\(\S|^\s*\|\s*-{3}|\n(-|\d+\.) |\*\*\w")  # within one piece of text


@attrs.define
class Found(HTMLParser):
    """What one page holds: ids, links, what it loads, and its text outside of code."""

    ids: set[str] = attrs.field(factory=set)
    links: list[str] = attrs.field(factory=list)
    loads: list[str] = attrs.field(factory=list)
    text: list[str] = attrs.field(factory=list)
    _inside_code: int = 0

    def __attrs_pre_init__(self) -> None:
        """Begin as a parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the id, the link and what is loaded."""
        given = dict(attrs)
        self._inside_code += tag in CODE
        if named := given.get("id") or (tag == "a" and given.get("name")):
            self.ids.add(str(named))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in LOADED and given.get(LOADED[tag]) and given.get("rel") != "canonical":
            self.loads.append(str(given[LOADED[tag]]))

    def handle_endtag(self, tag: str) -> None:
        """Leave a piece of code."""
        self._inside_code -= tag in CODE

    def handle_data(self, data: str) -> None:
        """Take text that people read as prose."""
        if not self._inside_code:
            self.text.append(data)


def defects(site: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with a built site."""
    pages = {path: _found(path) for path in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site} holds no page"
    for path, found in pages.items():
        name = path.relative_to(site).as_posix()
        yield from (f"{name}: {one}" for one in _of_links(path, found, pages))
        yield from (f"{name}: loads {one} from elsewhere" for one in found.loads if _outside(one))
        left = (match for piece in found.text if (match := LEFT.search(piece)))
        yield from (f"{name}: Markdown was left as it was written: {one[0]!r}" for one in left)


def _found(path: Path) -> Found:
    found = Found()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def _of_links(path: Path, found: Found, pages: dict[Path, Found]) -> Iterator[str]:
    for link in [*found.links, *found.loads]:
        address, heading = urldefrag(link)
        if _outside(address) or (path.name == "404.html" and address.startswith("/")):
            continue
        target = (path.parent / unquote(urlsplit(address).path)).resolve() if address else path
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            yield f"{link} leads nowhere"
        elif heading and target in pages and unquote(heading) not in pages[target].ids:
            yield f"{link} leads to no heading"


def _outside(address: str) -> bool:
    return bool(urlsplit(address).scheme or address.startswith("//"))


def main() -> None:
    """Tell every defect; exit with 1 if there is one."""
    site = Path(sys.argv[1]).resolve()
    found = list(defects(site))
    for one in found:
        print(one)
    print(f"{len(list(site.rglob('*.html')))} pages, {len(found)} defects")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
