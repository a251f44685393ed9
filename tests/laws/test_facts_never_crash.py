"""Any text either is facts whose numbers are exact, or is refused with places in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.facts.readers.json_text import parse_json
from vbc_rules.facts.table import FactTable
from vbc_rules.language import Axis

GROUP = Axis("group", "Group")
EPISODE = Axis("episode", "Episode", GROUP)
FACTS: Declared = {
    "a": DeclaredFact("a", "Amount", "USD", 2, optional=True),
    "b": DeclaredFact("b", "Condition", "YesNo", optional=True),
    "c": DeclaredFact("c", "Months", "MemberMonths", 0, axes=(EPISODE,), optional=True),
}
PIECES = (
    *(
        "entity",
        "episode",
        "group",
        "a",
        "b",
        "c",
        "c[g/e]",
        "[",
        "]",
        "/",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        '"',
        '""',
    ),
    *(
        "1",
        "0.5",
        "-",
        "1e9",
        "NaN",
        "75%",
        "yes",
        "no",
        " ",
        "é",
        "\x00",
        "\ufeff",
        "=1",
        "9" * 99,
    ),
    *("{", "}", ":", '"entities"', '"A"', '"a"', '"c"', '"axes"', "true", "null", "\\u0000"),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


KEYS = st.sampled_from(["entities", "axes", "episode", "A", "a", "b", "c", "e", "g", ""])
DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.just("g")),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
DOCUMENTS = st.fixed_dictionaries(
    {"entities": st.one_of(DATA, st.dictionaries(KEYS, st.dictionaries(KEYS, DATA)))},
    optional={"axes": DATA},
)


def read_or_refused(read: Callable[[], FactTable]) -> FactTable | Refusal:
    try:
        return read()
    except Refusal as refusal:
        return refusal


def check(read: Callable[[], FactTable], text: str) -> None:
    outcome = read_or_refused(read)
    if isinstance(outcome, Refusal):
        assert {one.code for one in outcome.diagnostics} <= set(CODES)
        assert render_text(outcome.diagnostics, {"facts": text})
    else:
        columns = [*outcome.columns.values()]
        columns += [one.values() for rows in outcome.long for number in range(len(outcome.entities))
                    for one in rows.facts_of(number).values()]  # fmt: skip
        values = [value for column in columns for value in column]
        assert all(value is None or isinstance(value, Fraction | bool) for value in values)
        assert outcome.sha256()


@given(TEXTS)
@example("entity,a\nA,1\nA,2")
@example("entity\n\x00")
@example('entity,a\n"A\nB",x')
@example("entity,c[g/e],c[h/e]\nA,1,2")
@example("entity,episode,group,c\nA,e,g,1\nB,e,h,2\nA,f,g,x\nA,e,h,2")
@example('entity,episode,group,c\nA,"e\n",g,1')
@example("episode,c\ne,1")
def test_any_csv_is_read_or_refused(text: str) -> None:
    check(lambda: parse_csv_facts(text, "facts", FACTS), text)


@given(TEXTS)
@example('{"entities": {"A": {"c": {"e": 1}}}, "axes": {"episode": {"e": "g"}}}')
@example('{"entities": {"A": {"a": {"x": [1]}}}}')
@example('{"entities": {"A": {"a": 1, "a": 1}}}')
@example('{"entities": [[[]]]}')
@example('"\\ud800"')
def test_any_json_is_read_or_refused(text: str) -> None:
    check(lambda: document_facts(parse_json(text, "facts"), FACTS), text)


@given(DOCUMENTS)
def test_any_document_is_read_or_refused(data: object) -> None:
    text = json.dumps(data)
    check(lambda: document_facts(parse_json(text, "facts"), FACTS), text)
