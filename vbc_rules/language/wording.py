"""Library functions say in their own words what they did, instead of their operations."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from vbc_rules.language.tree import Value, node

P = ParamSpec("P")
V = TypeVar("V", bound=Value)


def wording(template: str) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Give a library function its wording: `{name}` stands for an argument's value.

    An explanation then reads "0.43 held between 0.40 and 0.75" instead of two nested
    choices. The tree keeps the expression inside; the phrase computes nothing.
    """

    def decorate(function: Callable[P, V]) -> Callable[P, V]:
        signature = inspect.signature(function)

        @wraps(function)
        def phrased(*args: P.args, **kwargs: P.kwargs) -> V:
            inner = function(*args, **kwargs)
            given = signature.bind(*args, **kwargs).arguments
            named = tuple((name, arg) for name, arg in given.items())
            return _phrase(inner, template, named)

        return phrased

    return decorate


def _phrase(inner: V, template: str, given: tuple[tuple[str, object], ...]) -> V:
    """Wrap an expression; arguments that are values stay nodes, others become text."""
    names = tuple(name for name, _ in given)
    shown = tuple(arg if isinstance(arg, Value) else str(arg) for _, arg in given)
    args = (inner, template, names, *shown)
    return node(type(inner), "phrase", args, inner.axes, inner.may_be_missing)
