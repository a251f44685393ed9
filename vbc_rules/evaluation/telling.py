"""Why a clause has its value, told from the run that computed it.

Nothing is computed here: every number is read from `Run.values`. A branch that was not
taken has no value and is not told.
"""

from __future__ import annotations

from typing import Any

import attrs

from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import coordinates
from vbc_rules.evaluation.summary import MOST_LINES, MOST_TOLD
from vbc_rules.language.formatting import show
from vbc_rules.language.tree import AGGREGATES, COMPARISONS, LOGIC, SIGNS, Value

OPPOSITE = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge"}
SYMBOLS = {**SIGNS, "mul": "×", "div": "÷", "sub": "−", "ge": "≥", "le": "≤"}
LOOSE = 1  # parts what is told in words, not sums
STRENGTH = {"add": 1, "sub": 1, "mul": 2, "div": 2}  # how tightly an operation binds
WORDY = ("lesser", "greater", "round", "phrase", *AGGREGATES)  # ambiguous inside a formula
RULES = {"half_up": "half-up", "half_even": "half-even", "down": "down", "up": "up"}


@attrs.frozen
class Reading:
    """A line that a clause reads: a term, a clause or a cell of a table, at its entries."""

    kind: str
    name: str
    entries: tuple[str, ...]
    value: Value
    at: dict[str, str] = attrs.field(eq=False)
    row: int = 0


@attrs.frozen
class Told:
    """A clause's formula with the numbers in it, the reasons of its decisions, what it read."""

    formula: str
    because: str
    reads: tuple[Reading, ...]


def labelled(name: str, entries: tuple[str, ...]) -> str:
    """Return a name with the entries of its axes: `points[clinical]`."""
    return f"{name}[{', '.join(entries)}]" if entries else name


class Teller:
    """Tells one clause of a run."""

    def __init__(self, run: Run, at: At) -> None:
        """Begin with nothing told."""
        self._run, self._at = run, dict(at)
        self._because: list[str] = []

    def tell(self, name: str) -> Told:
        """Return the formula, the reasons and the readings of a clause."""
        expression = self._run.edition.clauses[name].expression
        formula = self._text(expression, self._at)
        reads: dict[tuple[str, str, tuple[str, ...], int], Reading] = {}
        self._collect(expression, self._at, reads)
        because = "; ".join(dict.fromkeys(self._because))
        return Told(formula, because, tuple(reads.values()))

    # ------------------------------------------------------------------ the words

    def _shown(self, value: Value, at: At) -> str:
        return show(value.unit.id, self._run.value(value, at))

    def _text(self, value: Value, at: At, strength: int = 0) -> str:
        """Tell a node; in parentheses where `strength` binds tighter than its own words."""
        if value.op in STRENGTH:
            return self._arithmetic(value, at, strength)
        if value.op in ("when", "if_missing"):
            return self._decided(value, at, strength)
        if value.op in (*LOGIC, "known"):
            return self._yes_no(value, at)
        text = self._words(value, at)
        return f"({text})" if strength and value.op in WORDY else text

    def _words(self, value: Value, at: At) -> str:
        if value.op in AGGREGATES:
            return self._aggregate(value, at)
        told: str = getattr(self, f"_tell_{value.op}")(value, at)
        return told

    def _decided(self, value: Value, at: At, strength: int) -> str:
        """Tell what a decision led to, and keep the reason."""
        if value.op == "when":
            return self._when(value, at, strength)
        return self._if_missing(value, at, strength)

    def _yes_no(self, value: Value, at: At) -> str:
        holds = self._run.value(value, at)
        if holds is None:
            return self._missing(value, at)
        return self._condition(value, at, holds=bool(holds))

    def _arithmetic(self, value: Value, at: At, strength: int) -> str:
        left, right = value.args
        own = STRENGTH[value.op]
        if value.op == "sub" and left.op == "const" and left.args[0] == 0:
            return f"−{self._text(right, at, 3)}"
        tighter = own + (value.op in ("sub", "div"))
        text = f"{self._text(left, at, own)} {SYMBOLS[value.op]} {self._text(right, at, tighter)}"
        return f"({text})" if own < strength else text

    def _tell_const(self, value: Value, at: At) -> str:
        return self._shown(value, at)

    def _tell_leaf(self, value: Value, at: At) -> str:
        name = labelled(value.args[0], self._run.entries_of(value, at))
        return f"{name} ({self._shown(value, at)})"

    _tell_ref = _tell_leaf

    def _tell_lookup(self, value: Value, at: At) -> str:
        table, column, key = value.args
        row = show(key.unit.id, self._run.value(key, at))
        return f"{table}.{column} ({self._shown(value, at)} for {row})"

    def _tell_column(self, value: Value, at: At) -> str:
        table, column, _ = value.args
        return f"{table}.{column} ({self._shown(value, at)})"

    def _tell_lesser(self, value: Value, at: At) -> str:
        return self._extreme("the lesser of", value, at)

    def _tell_greater(self, value: Value, at: At) -> str:
        return self._extreme("the greater of", value, at)

    def _extreme(self, words: str, value: Value, at: At) -> str:
        left, right = (self._text(arg, at, LOOSE) for arg in value.args)
        return f"{words} {left} and {right}"

    def _tell_round(self, value: Value, at: At) -> str:
        inner, step, rule = value.args
        strength = LOOSE if inner.op in AGGREGATES else 0
        return f"{self._text(inner, at, strength)}, rounded {RULES[rule]} to {show('Rate', step)}"

    def _tell_phrase(self, value: Value, at: At) -> str:
        _, template, names, *given = value.args
        texts = (self._argument(arg, at) for arg in given)
        told: str = template.format(**dict(zip(names, texts, strict=True)))
        return told

    def _argument(self, arg: object, at: At) -> str:
        if isinstance(arg, Value) and self._known_here(arg, at):
            return self._text(arg, at, LOOSE)
        return _name(arg)

    def _known_here(self, value: Value, at: At) -> bool:
        """An argument that varies along an aggregated axis has no single value to tell."""
        here = all(axis.name in at for axis in value.axes)
        return here and self._run.computed(value, at)

    def _when(self, value: Value, at: At, strength: int) -> str:
        condition, then, *otherwise = value.args
        holds = self._run.value(condition, at)
        if holds is None:
            return self._missing(condition, at)
        self._because.append(self._condition(condition, at, holds=bool(holds)))
        if holds:
            return self._text(then, at, strength)
        return self._text(otherwise[0], at, strength) if otherwise else "missing"

    def _if_missing(self, value: Value, at: At, strength: int) -> str:
        given, use, because = value.args
        if self._run.value(given, at) is not None:
            return self._text(given, at, strength)
        self._because.append(self._missing(given, at) + (f": {because}" if because else ""))
        return self._text(use, at, strength)

    def _aggregate(self, value: Value, at: At) -> str:
        inner, _, over, _ = value.args
        told = self._run.summary(value, at)
        words = f"{value.op} over {told.counted:,} of {told.entries:,} {over.name}"
        if value.op == "count":
            return f"{self._shown(value, at)} ({words})"
        shown = [f"{entry} {show(inner.unit.id, amount)}" for entry, amount in told.first]
        rest = ["…"] if told.counted > MOST_TOLD else []
        return f"{words}: {', '.join([*shown, *rest])}"

    # ------------------------------------------------------------- the conditions

    def _condition(self, value: Value, at: At, *, holds: bool) -> str:
        """Tell a condition as it turned out: `savings ($5) ≥ minimum ($3)`, or its opposite."""
        if value.op in COMPARISONS:
            op = value.op if holds else OPPOSITE[value.op]
            return f"{self._text(value.args[0], at)} {SYMBOLS[op]} {self._text(value.args[1], at)}"
        if value.op in ("and", "or"):
            return self._both(value, at, holds=holds)
        if value.op == "not":
            return self._condition(value.args[0], at, holds=not holds)
        if value.op == "is":
            options = " or ".join(value.args[1])
            return f"{self._text(value.args[0], at)} is {'' if holds else 'not '}{options}"
        if value.op == "known":
            asked = value.args[0]
            entries = self._run.entries_of(asked, at) if asked.op in ("leaf", "ref") else ()
            given = f"{labelled(_name(asked), entries)} is given"
            return given if holds else self._missing(asked, at)
        text = self._text(value, at)
        return f"{text} ({self._shown(value, at)})" if value.op == "phrase" else text

    def _both(self, value: Value, at: At, *, holds: bool) -> str:
        """Tell only the sides that decided: the false ones of an and, the true ones of an or."""
        sides = [(arg, self._run.value(arg, at)) for arg in value.args]
        deciding = [arg for arg, found in sides if bool(found) == holds]
        return " and ".join(self._condition(arg, at, holds=holds) for arg in deciding)

    def _missing(self, value: Value, at: At) -> str:
        """Tell which term was not given."""
        source = self._missing_source(value, at)
        return f"{source} was not given" if source else "the value is missing"

    def _missing_source(self, value: Value, at: At) -> str:
        if value.op == "lookup" and self._run.given(value.args[0], at) is None:
            return str(value.args[0])
        if value.op == "lookup" and self._run.value(value.args[2], at) is None:
            return self._missing_source(value.args[2], at)
        if value.op in ("leaf", "lookup", "column"):
            name = value.args[0] if value.op == "leaf" else f"{value.args[0]}.{value.args[1]}"
            return labelled(name, self._run.entries_of(value, at))
        if value.op == "ref":
            return self._missing_source(self._run.edition.clauses[value.args[0]].expression, at)
        for child in value.children:
            if self._known_here(child, at) and self._run.value(child, at) is None:
                return self._missing_source(child, at)
        return ""

    # --------------------------------------------------------------- the readings

    def _collect(self, value: Value, at: At, reads: dict[Any, Reading]) -> None:
        """Gather the terms, clauses and cells that were read below a node."""
        if not self._known_here(value, at):
            return
        if value.op in ("leaf", "ref", "lookup", "column"):
            one = self._reading(value, at)
            if one is not None:
                reads.setdefault((one.kind, one.name, one.entries, one.row), one)
        if value.op in AGGREGATES:
            self._collect_entries(value, at, reads)
        else:
            for child in self._run.needed(value, at):
                self._collect(child, at, reads)

    def _collect_entries(self, value: Value, at: At, reads: dict[Any, Reading]) -> None:
        """Gather what the entries read; of very many only what is the same for all of them."""
        inner, where, over, by = value.args
        told = self._run.summary(value, at)
        if told.entries > MOST_LINES:
            found: dict[Any, Reading] = {}
            for entry, _ in told.first:
                self._collect(inner, self._run.within(over, entry, at), found)
            reads |= {key: one for key, one in found.items() if over not in one.value.axes}
            return
        for entry in self._run.entries(over, by, at):
            deeper = self._run.within(over, entry, at)
            if where is not None:
                self._collect(where, deeper, reads)
            if where is None or self._run.value(where, deeper):
                self._collect(inner, deeper, reads)

    def _reading(self, value: Value, at: At) -> Reading | None:
        entries, here = self._run.entries_of(value, at), dict(at)
        if value.op == "ref":
            return Reading("clause", value.args[0], entries, value, here)
        if value.op == "leaf":
            kind = self._run.edition.terms[value.args[0]].kind
            return Reading(kind, value.args[0], entries, value, here)
        table, column, other = value.args
        row = int(at[other.name]) if value.op == "column" else self._run.row_index(value, at)
        if row is None:
            return None
        cell = coordinates(self._run.edition.terms[table].axes, at)
        return Reading("table", f"{table}.{column}", cell, value, here, row)


def _name(value: object) -> str:
    """Return the plain name of an argument: of a clause or term, its own."""
    if not isinstance(value, Value):
        return str(value)
    if value.op in ("leaf", "ref"):
        return str(value.args[0])
    if value.op in ("lookup", "column"):
        return f"{value.args[0]}.{value.args[1]}"
    return next((_name(child) for child in value.children), "the value")
