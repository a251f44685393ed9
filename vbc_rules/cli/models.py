"""`vbc plugins models`: which model pays as an agreement says."""

from __future__ import annotations

from collections.abc import Iterator

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.registry import Registry
from vbc_rules.starters.wanted import Year, models_by_kind


def listed(words: tuple[str, ...], registry: Registry) -> str:
    """Return the models by the kind of payment, those with all the words; empty for none."""
    found = {
        kind: [model for model in models if _has(model, words)]
        for kind, models in models_by_kind(registry).items()
    }
    width = max((len(model.id) for models in found.values() for model in models), default=0)
    parts = [_kind(kind, models, width) for kind, models in found.items() if models]
    return "\n".join(parts)


def _kind(kind: str, models: list[Model], width: int) -> str:
    lines = [f"  {model.id:<{width}}  {model.title()}" for model in models]
    return "".join(f"{plain(line)}\n" for line in (kind, *lines))


def _has(model: Model, words: tuple[str, ...]) -> bool:
    text = "\n".join(_said(model)).casefold()
    return all(word.casefold() in text for word in words)


def _said(model: Model) -> Iterator[str]:
    """Yield what a model says of itself, of its facts and of its terms."""
    yield model.id
    yield model.__doc__ or ""
    year = Year(model).default() or LATER
    for name, term in model.edition(year).terms.items():
        yield name
        yield term.declaration.title


LATER = 9999
"""Of a model whose terms never change every year has the same ones."""
