"""The README's table of facts is what the models read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from vbc_cms.mssp.fixed_losses import FixedLosses
from vbc_cms.mssp.one_sided import OneSided
from vbc_cms.mssp.quality_losses import QualityLosses
from vbc_cms.mssp.rising_loss_limit import RisingLossLimit

from vbc_rules import PaymentModel
from vbc_rules.language.edition import Term

README = Path(__file__).parents[1] / "README.md"
MODELS: dict[str, type[PaymentModel]] = {
    "one-sided": OneSided,
    "fixed losses": FixedLosses,
    "quality losses": QualityLosses,
    "rising limit": RisingLossLimit,
}


def read_in(model: type[PaymentModel]) -> dict[str, list[tuple[int, int]]]:
    """Return the years, first and last, in which each fact is read."""
    found: dict[str, list[tuple[int, int]]] = {}
    starts = [*model.edition_years(), (model.last_year or 0) + 1]
    for first, following in pairwise(starts):
        for term in model.edition(first).facts():
            spans = found.setdefault(term.name, [])
            if spans and spans[-1][1] == first - 1:
                spans[-1] = (spans[-1][0], following - 1)
            else:
                spans.append((first, following - 1))
    return found


def told(spans: list[tuple[int, int]] | None) -> str:
    if spans is None:
        return ""
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    return "all" if texts == ["2013–2024"] else ", ".join(texts)


def facts() -> dict[str, Term]:
    return {
        term.name: term
        for model in MODELS.values()
        for year in model.edition_years()
        for term in model.edition(year).facts()
    }


def rows() -> Iterator[str]:
    yield f"| fact | {' | '.join(MODELS)} | meaning |"
    yield "|---" * (len(MODELS) + 2) + "|"
    years = [read_in(model) for model in MODELS.values()]
    for name, term in sorted(facts().items()):
        cells = " | ".join(told(one.get(name)) for one in years)
        optional = " (optional)" if term.declaration.optional else ""
        yield f"| `{name}` | {cells} | {term.declaration.title}{optional} |"


def test_the_table_of_facts_is_what_the_models_read() -> None:
    assert "\n".join(rows()) in README.read_text(encoding="utf-8")
