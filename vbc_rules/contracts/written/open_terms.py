"""What a contract leaves open: a template states it, and each agreement says what it is.

An election is one of the values, or within the limits, that the template allows. An exhibit
is whatever the model allows, such as a table of targets that only this provider has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import attrs

from vbc_rules.contracts.declared.agreed import agreed_terms
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.language import PaymentModel
from vbc_rules.statements.numbers import exact_text

if TYPE_CHECKING:
    from vbc_rules.evaluation.inputs import Scalar

OpenKind = Literal["election", "exhibit"]


@attrs.frozen
class OpenTerm:
    """A parameter that each agreement states for itself.

    `cites` says where the choice is agreed. An election has the values `one_of`, or the
    limits `at_least` and `at_most`, of which one may be None; both limits are included.
    """

    name: str
    kind: OpenKind
    place: Place
    cites: str = ""
    one_of: tuple[Scalar, ...] = ()
    at_least: Fraction | None = None
    at_most: Fraction | None = None

    def allows(self, value: Scalar) -> bool:
        """Say whether an agreement may state the value."""
        if self.one_of:
            # 1 equals True in Python, but an amount is no condition
            return any(value == one and type(value) is type(one) for one in self.one_of)
        if not isinstance(value, Fraction):
            return True
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    def allowed(self) -> str:
        """Return in words what an agreement may state."""
        if self.one_of:
            return f"one of {', '.join(map(_shown, self.one_of))}"
        least, most = map(_shown, (self.at_least, self.at_most))
        if self.at_most is None:
            return f"at least {least}"
        return f"at most {most}" if self.at_least is None else f"{least} to {most}"


def open_terms(
    document: Located, stream: Pointer, written: Mapping[str, Any]
) -> Iterator[OpenTerm]:
    """Yield what a stream of a sound document leaves open."""
    for name, raw in _mapping(written.get("elections")).items():
        yield OpenTerm(
            name,
            "election",
            document.key_place_of((*stream, "elections", name)),
            raw.get("cites", ""),
            tuple(map(_exact, raw.get("one_of", ()))),
            _limit(raw.get("at_least")),
            _limit(raw.get("at_most")),
        )
    for index, name in enumerate(written.get("exhibits", ())):
        yield OpenTerm(name, "exhibit", document.place_of((*stream, "exhibits", index)))


def is_readable(shape: Shape, stream: Pointer) -> bool:
    """Say whether what a stream leaves open can be relied upon."""
    return all(shape.is_sound((*stream, key)) for key in ("elections", "exhibits"))


def names_left_open(written: object) -> frozenset[str]:
    """Return the names of the parameters that a stream leaves open, in a stream of any shape."""
    if not isinstance(written, dict):
        return frozenset()
    exhibits = written.get("exhibits")
    listed = exhibits if isinstance(exhibits, list) else []
    return frozenset([*_mapping(written.get("elections")), *filter(_is_text, listed)])


def check_open_terms(
    document: Located, shape: Shape, stream: Pointer, model: type[PaymentModel]
) -> Iterator[Diagnostic]:
    """Yield every finding about what one stream leaves open; `stream` is where it stands."""
    section, index = stream
    written = document.value[section][index]
    stated = _mapping(written.get("parameters"))
    seen: set[str] = set()
    for at, name in _written_names(shape, stream, written):
        if name in stated or name in seen:
            where = "`parameters`" if name in stated else "`elections`"
            message = f"`{name}` is left open, but it also stands under {where}."
            place = document.key_place_of(at)
            yield Diagnostic("VBC250", message, place, "keep one of the two")
        elif name in agreed_terms(model) and at[-2] == "elections":
            yield from _choices(document, at, _mapping(written["elections"])[name])
        seen.add(name)


def refusal_of_template(open_by_stream: Iterable[tuple[str, OpenTerm]]) -> Refusal:
    """Return the refusal to settle a contract that leaves terms open."""
    return Refusal(
        Diagnostic(
            "VBC252",
            f"`{stream}` leaves `{term.name}` open, so the contract cannot be used alone.",
            term.place,
            "say in a book of agreements what each provider agrees: NAME.book.yaml",
        )
        for stream, term in open_by_stream
    )


def _written_names(
    shape: Shape, stream: Pointer, written: Mapping[str, Any]
) -> Iterator[tuple[Pointer, str]]:
    """Yield where each open parameter is named, elections first, as far as that is sound."""
    for name in _mapping(written.get("elections")):
        at: Pointer = (*stream, "elections", name)
        if shape.is_sound(at):
            yield at, name
    listed = written.get("exhibits")
    for index, name in enumerate(listed if isinstance(listed, list) else []):
        at = (*stream, "exhibits", index)
        if shape.is_sound(at):
            yield at, name


def _choices(document: Located, at: Pointer, raw: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield a finding for an election that allows nothing, or says twice what it allows."""
    limits = [raw[key] for key in ("at_least", "at_most") if key in raw]
    hint = "write one_of: [0.02, 0.03], or at_least: 0.05 and at_most: 0.10"
    if not limits and "one_of" not in raw:
        problem = "does not say what may be elected"
    elif limits and "one_of" in raw:
        problem = "has both values and limits"
    elif len(limits) > 1 and limits[0] > limits[1]:
        problem, hint = f"is at least {limits[0]} and at most {limits[1]}", "exchange the two"
    else:
        return
    message = f"The election of `{at[-1]}` {problem}."
    yield Diagnostic("VBC251", message, document.key_place_of(at), hint)


def _mapping(written: object) -> dict[str, Any]:
    return written if isinstance(written, dict) else {}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _limit(raw: Any) -> Fraction | None:  # noqa: ANN401 - a number of a file, or nothing
    return None if raw is None else Fraction(raw)


def _exact(raw: Any) -> Scalar:  # noqa: ANN401 - a scalar of a file
    return raw if isinstance(raw, bool | str) else Fraction(raw)


def _shown(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return exact_text(value) if isinstance(value, Fraction) else str(value)
