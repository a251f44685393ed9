"""Library functions say in their own words what they did, instead of their operations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from string import Formatter
from typing import ParamSpec, TypeVar

from vbc_rules.language.axes import Axis
from vbc_rules.language.errors import code_place, wrong
from vbc_rules.language.tree import Value, node

P = ParamSpec("P")
V = TypeVar("V", bound=Value)


def wording(template: str) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Give a library function its wording: `{name}` stands for an argument's value.

    An explanation then reads "0.43 held between 0.40 and 0.75" instead of two nested
    choices. The tree keeps the expression inside; the phrase computes nothing.

    Raises:
        DefinitionError: VBC624 if the wording names something that is no argument.
    """
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}

    def decorate(function: Callable[P, V]) -> Callable[P, V]:
        signature = inspect.signature(function)
        unknown = sorted(names - set(signature.parameters))
        if unknown:
            message = f"the wording names `{unknown[0]}`, no argument of `{function.__name__}`"
            raise wrong("VBC624", message, code_place(function.__code__))

        @wraps(function)
        def phrased(*args: P.args, **kwargs: P.kwargs) -> V:
            inner = function(*args, **kwargs)
            given = signature.bind(*args, **kwargs)
            given.apply_defaults()
            return _phrase(inner, template, given.arguments)

        return phrased

    return decorate


def _phrase(inner: V, template: str, given: Mapping[str, object]) -> V:
    """Wrap an expression; arguments that are values stay nodes, others become text."""
    shown = tuple(arg if isinstance(arg, Value) else _text(arg) for arg in given.values())
    args = (inner, template, tuple(given), *shown)
    return node(type(inner), "phrase", args, inner.axes, missing=inner.may_be_missing)


def _text(arg: object) -> str:
    """Return an argument as text that is the same on every run, as fingerprints need it."""
    return arg.name if isinstance(arg, Axis) else str(arg)
