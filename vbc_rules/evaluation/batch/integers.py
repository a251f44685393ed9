"""Back end for few rows: an integer program as one plain Python function.

Python's integers have no limit, so nothing needs a bound here: the function computes
what the program says. A step that is used once is written into the expression that uses
it; of a choice, Python then computes only the branch that is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from vbc_rules.evaluation.batch.program import Integer, Step, Truth, needed
from vbc_rules.evaluation.batch.quotients import RULES

Row = tuple[Any, ...]
RowFunction = Callable[[Iterable[Row]], Iterator[Row]]

_DEEPEST = 12
"""Expressions nested deeper than this become a name of their own."""

_WRITTEN_TWICE = ("least", "greatest", "quotient")
_TEMPLATES = {
    "add": "({} + {})",
    "subtract": "({} - {})",
    "multiply": "({} * {})",
    "choose": "({1} if {0} else {2})",
    "either_way": "({1} if {0} else {2})",
    "at_least": "({} >= {})",
    "more_than": "({} > {})",
    "equals": "({} == {})",
    "among": "({} in {})",
    "both": "({} and {})",
    "either": "({} or {})",
    "opposite": "(not {})",
    "divisor": "(abs({}) or 1)",
    "entry": "{1}[{0}]",
    "position": "bisect({1}, {0})",
    "least": "({0} if {0} <= {1} else {1})",
    "greatest": "({0} if {0} >= {1} else {1})",
}


def row_function(slots: Sequence[Integer | Truth]) -> tuple[RowFunction, tuple[Step, ...]]:
    """Return a function from rows to their slots, and the input steps that make up a row."""
    from bisect import bisect_right

    steps = needed(slots)
    inputs = tuple(step for step in steps if step.op in ("number", "flag", "absent"))
    source = _source(slots, steps, inputs)
    names: dict[str, Any] = {"bisect": bisect_right, **RULES}
    exec(compile(source, "<integers>", "exec"), names)  # noqa: S102 - the text is our own
    function: RowFunction = names["settle"]
    return function, inputs


def _source(slots: Sequence[Integer | Truth], steps: Sequence[Step], inputs: Sequence[Step]) -> str:
    """Return the text of the function."""
    uses = Counter(
        operand
        for step in steps
        for operand in step.operands() * (2 if step.op in _WRITTEN_TWICE else 1)
    )
    uses.update(slot for slot in slots if isinstance(slot, Step))
    names = {step: f"x{number}" for number, step in enumerate(inputs)}
    depths = dict.fromkeys(names, 0)
    lines: list[str] = []
    for step in steps:
        if step in depths:
            continue
        text = _text(step, names)
        depths[step] = 1 + max((depths[one] for one in step.operands()), default=0)
        if uses[step] > 1 or depths[step] > _DEEPEST:
            name = f"v{len(lines)}"
            lines.append(f"        {name} = {text}")
            text, depths[step] = name, 0
        names[step] = text
    given = "".join(f"x{number}, " for number in range(len(inputs)))
    found = "".join(f"{_operand(slot, names)}, " for slot in slots)
    head = ["def settle(rows):", f"    for ({given}) in rows:"]
    return "\n".join([*head, *lines, f"        yield ({found})"])


def _text(step: Step, names: dict[Step, str]) -> str:
    operands = [_operand(arg, names) for arg in step.args]
    if step.op == "quotient":
        return _quotient(operands[0], step.args[1], operands[1], step.args[2])
    return _TEMPLATES[step.op].format(*operands)


def _quotient(above: str, divisor: Integer, below: str, rule: str) -> str:
    """Return a rounded quotient; a call costs more than the most frequent case itself."""
    if rule != "half_up" or isinstance(divisor, Step):
        return f"{rule}({above}, {below})"
    half = divisor // 2
    return f"(({above} + {half}) // {below} if {above} >= 0 else -(({half} - {above}) // {below}))"


def _operand(arg: Any, names: dict[Step, str]) -> str:
    return names[arg] if isinstance(arg, Step) else repr(arg)
