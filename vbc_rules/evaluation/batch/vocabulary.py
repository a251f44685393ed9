"""Options of choices as numbers: one code for every option that a program names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.edition import Edition


def vocabulary(edition: Edition, shared: Inputs) -> dict[str, int]:
    """Return a code for every option that the tree, a table or a parameter names."""
    words: set[str] = set()
    for value in edition.nodes():
        if value.op in ("const", "is"):
            words.update(_words(value.args[0] if value.op == "const" else value.args[1]))
    for given in (*shared.parameters.values(), *(law.value for law in edition.laws.values())):
        words.update(_words(given))
    return {word: code for code, word in enumerate(sorted(words))}


def _words(given: Any) -> set[str]:
    if isinstance(given, str):
        return {given}
    if isinstance(given, Mapping):
        return set().union(*map(_words, given.values()))
    if isinstance(given, list | tuple):
        return set().union(*map(_words, given))
    return set()
