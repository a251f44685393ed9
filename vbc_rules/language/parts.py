"""Parts: a model inside a contract, with some of its facts wired to other clauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from vbc_rules.language.errors import author_place, code_place

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place
    from vbc_rules.language.traced import Traced

M = TypeVar("M")
Wire = Callable[[Any], Any]


class Part:
    """A use of a model under a name; each use has terms and axes of its own."""

    def __init__(self, model: type[Traced], wires: dict[str, Wire]) -> None:
        """Keep the model and what its facts are wired to."""
        self.model, self.wires = model, wires
        self.name = ""
        self.place = author_place()

    def place_of(self, wire: str) -> Place:
        """Return the line that wires a fact, or the part's own."""
        code = getattr(self.wires[wire], "__code__", None)
        return code_place(code) if code else self.place

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name."""
        self.name = name

    def __get__(self, model: Traced | None, owner: type) -> Any:
        """Return the part on the class, the traced model on a traced contract."""
        return self if model is None else model._part(self)


def part(model: type[M], **wires: Wire) -> M:
    """Declare a part: `part(Capitation, score=lambda c: c.quality.share_met)`.

    A wire gives a fact, a parameter or an axis of the part from the contract around it;
    its unit is checked. Two parts share an axis only if it is wired to both.
    """
    return cast("M", Part(cast("Any", model), wires))
