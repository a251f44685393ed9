"""The meaning of `episodes:`: the definition that was agreed, and that it fits the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vbc_rules.contracts.declared.agreed import Model, reported_terms
from vbc_rules.contracts.meaning.entries import written_entries
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language.edition import Term

SUFFIX = ".episodes.yaml"
EPISODE = "episode"
"""The axis of a model whose facts are built from service lines."""


def check_episodes(
    document: Located, shape: Shape, models: Mapping[Pointer, Model]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the definition of episodes that a contract names.

    Because the contract holds the hash of the definition, its own hash covers it.
    """
    named = document.value.get("episodes") if isinstance(document.value, dict) else None
    if named is None or not shape.is_sound(("episodes",)):
        return
    place = document.place_of(("episodes", "definition"))
    path = Path(place.file).with_name(named["definition"] + SUFFIX)
    try:
        defined = read_document(path)
    except Refusal as refusal:
        message = f"The episode definition cannot be used: {refusal.diagnostics[0].message}"
        yield Diagnostic("VBC498", message, place, f"check the file {path.name} beside it")
        return
    yield from _hash(document, defined, named["sha256"])
    if isinstance(defined.value, dict):
        yield from _Fit(document, shape, models, defined).findings()


def _hash(document: Located, defined: Located, agreed: str) -> Iterator[Diagnostic]:
    if defined.sha256 != agreed:
        message = f"{Path(defined.file).name} is not the definition that was agreed."
        hint = f"its hash is now {defined.sha256}; write it where the change is agreed"
        yield Diagnostic("VBC498", message, document.place_of(("episodes", "sha256")), hint)


class _Fit:
    """Holds a definition against the models of a contract whose facts are by episode."""

    def __init__(
        self,
        document: Located,
        shape: Shape,
        models: Mapping[Pointer, Model],
        defined: Located,
    ) -> None:
        self._document, self._shape, self._defined = document, shape, defined
        self._models = {at: model for at, model in models.items() if _episode_facts(model)}

    def findings(self) -> Iterator[Diagnostic]:
        if not self._models:
            message = "No stream of the contract has facts by episode."
            place = self._document.key_place_of(("episodes",))
            yield Diagnostic("VBC499", message, place, "leave `episodes:` out")
            return
        yield from self._facts()
        yield from self._parents()
        for at, model in self._models.items():
            yield from self._categories(at, model)

    def _facts(self) -> Iterator[Diagnostic]:
        wanted = {name: one for model in self._models.values()
                  for name, one in _episode_facts(model).items()}  # fmt: skip
        given = self._keys("facts")
        for name in given:
            if name not in wanted:
                message = f"`{name}` is no fact by episode of the contract."
                yield self._finding(("facts", name), message, _hint(name, wanted))
        for name, term in wanted.items():
            if name not in given and not getattr(term.declaration, "optional", False):
                message = f"The contract needs the fact `{name}` of each episode."
                yield self._finding(("facts",), message, f"add `{name}:`, and what it is")

    def _parents(self) -> Iterator[Diagnostic]:
        given = self._defined.value.get("parents")
        for model in self._models.values():
            axis = next(iter(_episode_facts(model).values())).axes[-1]
            names = [one.name for one in axis.parents()]
            if isinstance(given, list) and sorted(map(str, given)) != sorted(names):
                message = f"Episodes of `{model.id}` lie within {' and '.join(names)}."
                hint = f"write `parents: [{', '.join(names)}]`"
                yield self._finding(("parents",), message, hint)

    def _categories(self, at: Pointer, model: Model) -> Iterator[Diagnostic]:
        """Every category has its terms, and every category with terms is defined."""
        written = written_entries(self._document, self._shape, at, model)
        agreed = {entry for axis, one in written if axis == "category" for entry in one.entries}
        given = self._keys("categories")
        if not agreed:
            return
        for name in given:
            if name not in agreed:
                message = f"`{name}` is no category of the contract's terms."
                yield self._finding(("categories", name), message, _hint(name, agreed))
        for name in sorted(agreed - set(given)):
            message = f"The contract has terms for `{name}`, but no episode is of it."
            yield self._finding(("categories",), message, "define the category")

    def _keys(self, section: str) -> list[str]:
        found = self._defined.value.get(section)
        return list(found) if isinstance(found, dict) else []

    def _finding(self, at: Pointer, message: str, hint: str) -> Diagnostic:
        return Diagnostic("VBC499", message, self._defined.key_place_of(at), hint)


def _episode_facts(model: Model) -> dict[str, Term]:
    """Return the facts that a model has by episode."""
    terms: Mapping[str, Any] = reported_terms(model)
    return {
        name: term
        for name, term in terms.items()
        if len(term.axes) == 1 and term.axes[0].name == EPISODE
    }


def _hint(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return suggestion(name, names, f"there are {', '.join(names)}")
