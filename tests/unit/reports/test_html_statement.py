from __future__ import annotations

import base64
import hashlib
import itertools
import re
import sys
from fractions import Fraction
from html.parser import HTMLParser

import attrs
import pytest

from tests.unit.reports.samples import LOSER, SAVER, ZERO, many
from vbc_rules.diagnostics import Refusal
from vbc_rules.reports.html import html_statement
from vbc_rules.statements.settlement import Bar, Settlement, Waterfall

VOID = {"meta", "link", "br", "img", "hr", "input", "line", "rect"}


class Page(HTMLParser):
    """Reads a page: elements in order, ids, links, text; every element must be closed."""

    def __init__(self, settlements: list[Settlement] | tuple[Settlement, ...]) -> None:
        super().__init__()
        self.source = html_statement(settlements).decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.texts.append(data.strip())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def test_the_page_shows_every_line_with_its_reasons() -> None:
    texts = Page([SAVER]).texts
    for line in SAVER.lines:
        assert line.title in texts
        assert line.shown in texts
        for reason in (line.formula, line.cites, line.source):
            assert not reason or reason in texts
        assert not line.because or f"because {line.because}" in texts


def test_the_page_shows_the_whole_provenance() -> None:
    source = Page([SAVER]).source
    provenance = SAVER.provenance
    for text in (provenance.contract_sha256, provenance.facts_sha256, provenance.contract_file):
        assert text in source
    for plugin in provenance.plugins:
        assert f"{plugin.distribution} {plugin.version}" in source
    assert "cms.mssp, edition 2024" in source


@pytest.mark.parametrize("settlements", [(SAVER,), many(5)])
def test_every_link_leads_to_one_place_on_the_page(settlements: tuple[Settlement, ...]) -> None:
    page = Page(settlements)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)


def test_the_inputs_of_a_line_link_to_their_lines() -> None:
    links = [attributes["href"] for attributes in Page([SAVER]).all("a")]
    assert {"#s1-line-1", "#s1-line-2"} <= set(links)


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = Page(many(4))
    assert {"script", "link", "img", "iframe", "object", "embed", "form"}.isdisjoint(
        tag for tag, _ in page.elements
    )
    assert not page.values("src")
    assert not [name for _, attributes in page.elements for name in attributes if name[:2] == "on"]
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", page.source)


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    page = Page([SAVER])
    style = page.source.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not page.values("style")


def test_a_single_statement_has_no_index() -> None:
    assert "Settlement statements" not in Page([SAVER]).texts


def test_many_statements_have_an_index_with_the_total() -> None:
    page = Page([SAVER, LOSER, ZERO])
    assert page.texts[page.texts.index("Total") + 1] == "$1,655,644.07"
    assert [link["href"] for link in page.all("a")[:3]] == ["#s1", "#s2", "#s3"]


def test_there_is_one_main_heading() -> None:
    assert [len(Page(settlements).all("h1")) for settlements in ([SAVER], many(4))] == [1, 1]


@pytest.mark.parametrize("settlements", [(SAVER,), many(4)])
def test_headings_skip_no_level(settlements: tuple[Settlement, ...]) -> None:
    levels = [int(tag[1]) for tag, _ in Page(settlements).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= level + 1 for level, after in itertools.pairwise(levels))


def test_a_negative_result_has_a_minus_sign_and_a_class_of_its_own() -> None:
    page = Page([LOSER])
    assert "−$400,000.00" in page.texts
    assert page.all("dd", **{"class": "value negative"})


def test_a_waterfall_is_drawn_for_a_desk_and_for_a_phone() -> None:
    classes = [drawing["class"] for drawing in Page([SAVER]).all("svg")]
    assert classes == ["waterfall-svg wide", "waterfall-svg narrow"]


def test_a_waterfall_says_what_it_shows() -> None:
    page = Page([LOSER])
    drawing = page.all("svg")[0]
    assert {drawing["aria-labelledby"], drawing["aria-describedby"]} <= set(page.values("id"))
    description = (
        "Losses against the benchmark −1,500,000.00 dollars; Borne by Medicare +1,050,000.00"
    )
    assert description in page.source


@pytest.mark.parametrize(
    ("settlement", "kinds"),
    [
        (SAVER, ["gain", "nothing", "loss", "loss", "nothing", "nothing", "total"]),
        (LOSER, ["loss", "gain", "gain", "total"]),
        (ZERO, ["gain", "loss", "total"]),
    ],
)
def test_each_bar_shows_what_it_does(settlement: Settlement, kinds: list[str]) -> None:
    bars = [bar["class"] for bar in Page([settlement]).all("rect") if "bar" in bar["class"].split()]
    assert bars == [f"bar {kind}" for kind in kinds] * 2


def test_bars_that_take_away_are_hatched_so_that_greyscale_shows_them() -> None:
    page = Page([LOSER])
    fills = {bar.get("fill", "") for bar in page.all("rect", **{"class": "bar loss"})}
    assert {fill[5:-1] for fill in fills} == {pattern["id"] for pattern in page.all("pattern")}


def test_each_bar_stands_inside_its_drawing() -> None:
    for bar in Page([LOSER]).all("rect"):
        assert int(bar.get("x", 0)) >= 0
        assert int(bar.get("x", 0)) + int(bar["width"]) <= 880


def test_a_waterfall_of_nothing_is_still_a_drawing() -> None:
    nothing = Waterfall("earned", "Earned", (), Fraction(0))
    assert len(Page([attrs.evolve(ZERO, waterfalls=(nothing,))]).all("svg")) == 2


def test_amounts_below_a_cent_are_said_to_be_shown_to_the_cent() -> None:
    third = Fraction(1, 3)
    waterfall = Waterfall("earned", "Earned", (Bar("part", "Part", third, 1),), third)
    page = Page([attrs.evolve(ZERO, waterfalls=(waterfall,))])
    assert any("shown to the cent" in text for text in page.texts)


def test_no_settlements_give_a_page_that_says_so() -> None:
    assert "0 entities" in Page([]).texts


def test_the_same_settlements_give_the_same_bytes() -> None:
    assert html_statement(many(4)) == html_statement(many(4))


def test_a_missing_template_engine_is_refused_with_the_command_to_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(Refusal) as caught:
        html_statement([SAVER])
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint) == ("VBC704", 'Run: pip install "vbc-rules[html]"')
