"""What mkdocs calls while it builds the site: the pages that are written from the code.

Everything is made of files of the repository and of the installed plugins, in a fixed order:
the same repository gives the same pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docsite import command_page, contract_page
from docsite.model_pages import core_first, model_pages, page_of
from docsite.source_pages import page_of as page_of_file
from docsite.source_pages import source_pages
from docsite.text import with_links
from docsite.uses import uses_of_models
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from vbc_rules.diagnostics.codes import CODES
from vbc_rules.hooks.registry import Registry

_NAMED = re.compile(r"^( *```\w+) (?:file|replace)=(\S+)$", re.MULTILINE)
_MARKED = re.compile(r"^( *```\w+) [a-z -]+$", re.MULTILINE)
ROOT = Path(__file__).resolve().parents[1]
PARTS_OF_THE_WORK = {
    "0": "Text and files",
    "1": "Shape of a contract",
    "2": "Meaning of a contract",
    "3": "Plugins",
    "4": "Facts and layouts",
    "5": "Settlement",
    "6": "Language of terms",
    "7": "Output",
    "8": "Quality",
    "9": "Lint",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of models and of diagnostics where the navigation names their lists."""
    config.nav = _expanded(config.nav)
    return config


def _expanded(item: Any) -> Any:  # noqa: ANN401 - lists, mappings and texts, as YAML has them
    if isinstance(item, list):
        return [_expanded(one) for one in item]
    if not isinstance(item, dict):
        return item
    lists = {"reference/models/index.md": _models, "diagnostics/README.md": _diagnostics}
    return {
        title: lists[one](one) if isinstance(one, str) and one in lists else _expanded(one)
        for title, one in item.items()
    }


def _models(page: str) -> list[Any]:
    sections: dict[str, list[Any]] = {}
    for model in Registry.installed().payment_models():
        namespace, _, name = model.id.partition(".")
        sections.setdefault(namespace, []).append({name: page_of(model)})
    ordered = sorted(sections.items(), key=core_first)
    return [page, *({namespace: pages} for namespace, pages in ordered)]


def _diagnostics(page: str) -> list[Any]:
    sections: dict[str, list[Any]] = {}
    for code, title in CODES.items():
        digit = code[len("VBC")]
        part = f"{digit}: {PARTS_OF_THE_WORK[digit]}"
        sections.setdefault(part, []).append({f"{code} {title}": f"diagnostics/{code}.md"})
    return [page, *({part: pages} for part, pages in sections.items())]


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are written from the code, and those of linked files."""
    pages = {
        **model_pages(Registry.installed(), uses_of_models(ROOT)),
        contract_page.PAGE: contract_page.contract_page(),
        command_page.PAGE: command_page.command_page(),
    }
    used = [use.file for uses in uses_of_models(ROOT).values() for use in uses]
    for path, content in {**pages, **source_pages(ROOT, used)}.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Lead links that leave `docs/` to the pages of their files.

    What tests read beside the language of a block becomes its title, or goes.
    """
    markdown = _MARKED.sub(r"\1", _NAMED.sub(r'\1 title="\2"', markdown))
    if page.file.generated_by is not None:
        return markdown
    uri = page.file.src_uri
    return with_links(markdown, f"docs/{uri}", uri, lambda file: page_of_file(ROOT, file))
