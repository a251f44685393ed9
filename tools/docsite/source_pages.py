"""Pages of the files that the documentation links to: contracts, tests, schemas, other READMEs.

A reader of the site follows these links as a reader of the repository does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docsite.text import relative_links, with_links

AT_THE_TOP = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
}
LANGUAGES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".py": "python", ".toml": "toml"}


def page_of(root: Path, file: str) -> str | None:
    """Return where a file of the repository stands in the site; None if it does not exist."""
    if file in AT_THE_TOP:
        return AT_THE_TOP[file]
    path = root / file
    if file.startswith("docs/"):
        return file.removeprefix("docs/") + ("/README.md" if path.is_dir() else "")
    if path.is_dir():
        return f"source/{file}/index.md"
    return f"source/{file}.md" if path.is_file() else None


def source_pages(root: Path, used: Iterable[str]) -> dict[str, str]:
    """Return every page that is made of a file beside `docs/`, by its path in the site.

    `used` are the files that pages written from the code link to.
    """
    waiting = ["CHANGELOG.md", "CONTRIBUTING.md", *used, *_linked_from_docs(root)]
    pages: dict[str, str] = {}
    while waiting:
        file = waiting.pop()
        page = page_of(root, file)
        if page is None or page in pages or file == "README.md" or file.startswith("docs/"):
            continue
        pages[page] = _page(root, file, page)
        shown = _shown(root, file)
        if shown.endswith(".md"):
            waiting += relative_links((root / shown).read_text(encoding="utf-8"), shown)
        elif (root / shown).is_dir():
            waiting += [f"{shown}/{name}" for name in _listed(root / shown)]
    return dict(sorted(pages.items()))


def _linked_from_docs(root: Path) -> Iterator[str]:
    for path in sorted((root / "docs").rglob("*.md")):
        file = path.relative_to(root).as_posix()
        yield from relative_links(path.read_text(encoding="utf-8"), file)


def _shown(root: Path, file: str) -> str:
    """Return the file that is shown for a path: the README of a folder that has one."""
    readme = f"{file}/README.md"
    return readme if (root / readme).is_file() else file


def _page(root: Path, file: str, page: str) -> str:
    shown = _shown(root, file)
    path = root / shown
    if path.is_dir():
        links = [f"- [{name}]({name}.md)" for name in _listed(path)]
        return "\n".join([f"# {file}/", "", *links, ""])
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return with_links(content, shown, page, lambda target: page_of(root, target))
    language = LANGUAGES.get(path.suffix, "text")
    return f"# {path.name}\n\n`{file}`\n\n````{language}\n{content.rstrip()}\n````\n"


def _listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix in {".py", ".yaml", ".md"})
