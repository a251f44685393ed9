"""The documentation site: what it is made of. `make docs` builds it and follows every link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_hooks
from check_site import defects
from docsite import command_page, contract_page
from docsite.model_pages import model_pages
from docsite.model_pages import page_of as page_of_model
from docsite.source_pages import page_of, source_pages
from docsite.text import relative_links, with_links
from docsite.uses import uses_of_models
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from vbc_rules.cli.main import COMMANDS
from vbc_rules.contracts.declared.agreed import agreed_terms, reported_terms
from vbc_rules.contracts.schema.bundle import contract_schema
from vbc_rules.hooks.registry import Registry

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.installed()


@pytest.fixture(scope="module")
def pages(registry: Registry) -> dict[str, str]:
    return model_pages(registry, uses_of_models(ROOT))


def leaves(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for one in nav.values():
            yield from leaves(one)
    else:
        for one in nav:
            yield from leaves(one)


@pytest.fixture(scope="module")
def nav() -> list[str]:
    config = site_hooks.on_config(load_config(str(ROOT / "mkdocs.yml")))
    return list(leaves(config.nav))


def test_every_page_of_the_documentation_is_in_the_navigation_once(nav: list[str]) -> None:
    written = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert written - set(nav) == set()
    assert sorted(nav) == sorted(set(nav))


def test_the_list_of_findings_has_the_parts_of_the_navigation_as_headings() -> None:
    written = (DOCS / "diagnostics" / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^### VBC(\d): (.+)$", written, re.MULTILINE)
    assert found == [(digit, one.lower()) for digit, one in site_hooks.PARTS_OF_THE_WORK.items()]


def test_every_model_is_in_the_navigation(nav: list[str], registry: Registry) -> None:
    assert {page_of_model(model) for model in registry.payment_models()} <= set(nav)


def test_the_page_of_a_model_names_all_its_terms(pages: dict[str, str], registry: Registry) -> None:
    for model in registry.payment_models():
        page = pages[page_of_model(model)]
        newest = model.edition(model.edition_years()[-1])
        for name in (*agreed_terms(model), *reported_terms(model), *newest.clauses):
            assert f"`{name}`" in page, f"{model.id}: {name}"
        for record in newest.clauses.values():
            assert record.cites in page.replace("\\", ""), f"{model.id}: {record.cites}"


def test_a_page_shows_the_model_in_a_contract_that_is_valid(pages: dict[str, str]) -> None:
    page = pages["reference/models/core.shared_savings_one_sided.md"]
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    linked = re.search(
        r"^Contracts that use it: \[\S+\]\(../../source/(\S+?)\.md\)", page, re.MULTILINE
    )
    assert linked is not None
    assert shown.rstrip() in (ROOT / linked[1]).read_text(encoding="utf-8")


def test_a_limit_and_its_unit_are_on_the_page(pages: dict[str, str]) -> None:
    page = pages["reference/models/core.shared_savings_two_sided.md"]
    row = (
        "| `loss_limit` | Limit on shared losses, as a share of the benchmark "
        "| rate | 0 to 1 | no |"
    )
    assert row in page
    assert "| **`settlement`** |" in page


def test_the_same_code_gives_the_same_pages(pages: dict[str, str]) -> None:
    assert model_pages(Registry.installed(), uses_of_models(ROOT)) == pages


def test_every_key_of_a_contract_is_on_its_page() -> None:
    page = contract_page.contract_page()
    for name in contract_schema([])["properties"]:
        assert f"| `{name}` |" in page


def test_every_command_is_on_its_page_with_its_help() -> None:
    page = command_page.command_page()
    for name in COMMANDS:
        assert f"## vbc {name}\n\n```text\nUsage: vbc {name}" in page


def test_a_link_that_leaves_the_documentation_leads_to_a_page_of_its_file() -> None:
    written = "[one](../contract_specs/cms/mssp-basic-e.yaml), [two](facts.md#axes), [hooks](..)\n"
    changed = with_links(written, "docs/a.md", "a.md", lambda file: page_of(ROOT, file))
    assert changed.startswith(
        "[one](source/contract_specs/cms/mssp-basic-e.yaml.md), [two](facts.md#axes), "
    )


def test_a_link_in_a_block_of_code_stays_as_it_is() -> None:
    written = "```text\n[one](../README.md)\n```\n"
    assert with_links(written, "docs/a.md", "a.md", lambda file: page_of(ROOT, file)) == written
    assert list(relative_links(written, "docs/a.md")) == []


def test_the_pages_of_linked_files_link_to_pages_that_exist() -> None:
    made = source_pages(ROOT, [])
    assert "contributing.md" in made
    assert "changelog.md" in made
    for page in made:
        assert page in ("contributing.md", "changelog.md") or page.startswith("source/")


GOOD = '<h1 id="top">A</h1><a href="b.html#there">b</a><p>text</p><pre>- **as** ```written```</pre>'


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (GOOD, []),
        ('<a href="c.html">c</a>', ["a.html: c.html leads nowhere"]),
        ('<a href="b.html#here">b</a>', ["a.html: b.html#here leads to no heading"]),
        ('<a href="#top">up</a>', ["a.html: #top leads to no heading"]),
        (
            '<script src="https://example.com/a.js"></script>',
            ["a.html: loads https://example.com/a.js from elsewhere"],
        ),
        ("<p>three ways:\n- one</p>", ["a.html: Markdown was left as it was written: '\\n- '"]),
        ("<h2>1. One</h2>", []),
    ],
)
def test_a_defect_of_a_built_page_is_told(tmp_path: Path, page: str, told: list[str]) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text('<h2 id="there">B</h2>', encoding="utf-8")
    assert list(defects(tmp_path)) == told


def test_a_folder_without_pages_is_a_defect(tmp_path: Path) -> None:
    assert list(defects(tmp_path)) == [f"{tmp_path} holds no page"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("```yaml no-run", "```yaml"),
        ("```csv file=harbor.facts.csv", '```csv title="harbor.facts.csv"'),
        ('```python title="a.py"', '```python title="a.py"'),
    ],
)
def test_what_tests_read_beside_the_language_of_a_block_is_its_title_or_goes(
    written: str, shown: str
) -> None:
    page = Page(None, File("a.md", str(DOCS), "build", use_directory_urls=False), MkDocsConfig())
    block = "{}\na: 1\n```\n"
    changed = site_hooks.on_page_markdown(block.format(written), page=page)
    assert changed == block.format(shown)
