"""Settlements of every shape that their types allow, for laws about documents and reports."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from vbc_rules.statements.settlement import (
    Bar,
    Line,
    ModelEdition,
    PluginVersion,
    PriorSettlement,
    Provenance,
    Result,
    Settlement,
    Waterfall,
)


def joined_surrogates(text: str) -> str:
    """Return the text with surrogate pairs as the one character that they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# Any code point, lone surrogates and control characters included, and what attackers write.
texts = st.one_of(
    st.text(st.characters(), max_size=12).map(joined_surrogates),
    st.sampled_from(
        [
            '<script>alert("x")</script>',
            "</title><img src=x onerror=alert(1)>",
            '" onmouseover="alert(1)',
            "=HYPERLINK('http://x')",
            "+1+1",
            "@SUM(A1)",
            "\t=1",
            "\x1b[2J\x1b]0;x\x07",
            "\u202egnp.exe",
            "\x9b31m",
            "{{ 7 * 7 }}",
            "javascript:alert(1)",
        ]
    ),
)
numbers = st.fractions()
scalars = st.one_of(st.none(), st.booleans(), texts, numbers)
kinds = st.sampled_from(["fact", "parameter", "constant", "table", "clause"])


@st.composite
def waterfalls(draw: st.DrawFn, line: int) -> Waterfall:
    bars = draw(st.lists(st.builds(Bar, texts, texts, numbers, st.just(line)), max_size=4))
    total = sum((bar.amount for bar in bars), start=Fraction(0))
    return Waterfall(draw(texts), draw(texts), tuple(bars), total)


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    return draw(
        st.builds(
            Line,
            number=st.just(number),
            name=texts,
            kind=kinds,
            title=texts,
            unit=texts,
            value=scalars,
            shown=texts,
            formula=texts,
            because=texts,
            cites=texts,
            inputs=st.lists(st.integers(1, number), max_size=3).map(tuple),
            source=texts,
        )
    )


provenances = st.builds(
    Provenance,
    *[texts] * 5,
    st.lists(st.builds(PluginVersion, texts, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(ModelEdition, texts, texts, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(PriorSettlement, texts.filter(bool), texts, texts), max_size=2).map(tuple),
)


@st.composite
def settlements(draw: st.DrawFn) -> Settlement:
    count = draw(st.integers(1, 3))
    results = st.builds(
        Result, texts, texts, st.sampled_from(["USD", "Rate"]), scalars, texts, st.just(1)
    )
    return Settlement(
        *[draw(texts) for _ in range(7)],
        results=tuple(draw(st.lists(results, max_size=2))),
        lines=tuple(draw(lines(number)) for number in range(1, count + 1)),
        waterfalls=tuple(draw(st.lists(waterfalls(1), max_size=2))),
        provenance=draw(provenances),
        settlement=draw(st.just("") | texts),
    )
