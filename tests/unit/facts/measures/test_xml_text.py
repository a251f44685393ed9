"""XML is a tree with places; nothing in it reaches outside or grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.facts.measures.samples import codes
from vbc_rules import Refusal
from vbc_rules.facts.measures.xml_text import DEEPEST, Element, parse_xml


def parse(text: str) -> Element:
    return parse_xml(text, "a.xml", "urn:a")


def test_names_of_the_main_namespace_stand_plain_and_others_with_theirs() -> None:
    root = parse('<a xmlns="urn:a" xmlns:b="urn:b"><b:c/><d/></a>')
    assert [one.name for one in root.walk()] == ["a", "urn:b c", "d"]


def test_an_element_has_the_place_where_its_tag_begins() -> None:
    inner = parse('<a xmlns="urn:a">\n  <b/></a>').children[0]
    assert (inner.place.line, inner.place.column) == (2, 3)


def test_a_path_leads_to_all_elements_at_its_end() -> None:
    root = parse('<a xmlns="urn:a"><b><c n="1"/></b><b><c n="2"/></b></a>')
    assert [one.get("n") for one in root.each("b", "c")] == ["1", "2"]
    assert root.first("c") is None


@pytest.mark.parametrize("text", ["<a>", "<a></b>", "no xml", "<a>&nothing;</a>", "<a/><b/>"])
def test_what_is_not_xml_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(text)
    assert codes(caught.value) == ["VBC452"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/p">%p;]>',
    ],
)
def test_a_document_type_is_refused_before_it_can_define_anything(declaration: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(f"{declaration}<a>x</a>")
    assert codes(caught.value) == ["VBC453"]


def test_an_external_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read", encoding="utf-8")
    text = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]><a>&s;</a>'
    with pytest.raises(Refusal) as caught:
        parse(text)
    assert codes(caught.value) == ["VBC453"]
    assert "do not read" not in str(caught.value)


def test_deep_nesting_is_refused_and_what_is_not_quite_so_deep_is_read() -> None:
    assert parse("<a>" * DEEPEST + "</a>" * DEEPEST).name == "a"
    with pytest.raises(Refusal) as caught:
        parse("<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1))
    assert codes(caught.value) == ["VBC010"]


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbc_rules.facts.measures.xml_text.MOST_ELEMENTS", 3)
    with pytest.raises(Refusal) as caught:
        parse("<a><b/><b/><b/></a>")
    assert codes(caught.value) == ["VBC011"]


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        parse(" \n")
    assert codes(caught.value) == ["VBC007"]
