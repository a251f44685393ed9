"""Steps: what a contract does with the results of its streams, one after another.

Each step takes the amount of the step before it. A step is traced into clauses of the
contract's tree, made of the operations that models are made of: it is settled, explained
and swept like these.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

from vbc_rules.language.library import at_least_zero
from vbc_rules.language.operations import Rounding, greater_of, lesser_of, when
from vbc_rules.language.tree import node
from vbc_rules.language.units import USD

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place
    from vbc_rules.language.edition import Term
    from vbc_rules.language.sources import Source

    Operand = Source | Term

Rest = Literal["carried", "forgiven"]
"""What becomes of a balance that could not be recouped."""


class Reader(Protocol):
    """What an operation reads and writes while it is traced."""

    def value(self, operand: Operand) -> Any:
        """Return what a step reads."""
        ...

    def addend(self, operand: Operand, step: Step) -> Any:
        """Return what a step reads as a clause, because a waterfall shows clauses."""
        ...

    def beside(self, step: Step, suffix: str, title: str, value: Any, *, result: bool) -> Any:
        """Write a clause beside the step's own; return a reference to it."""
        ...


@attrs.frozen
class Sum:
    """Adds and subtracts dollars. Only one that adds can be the first step."""

    add: tuple[Operand, ...] = ()
    less: tuple[Operand, ...] = ()

    def apply(self, step: Step, before: USD | None, reader: Reader) -> USD:
        """Return the amount after the step."""
        if before is None:
            return self._first(step, reader)
        for one in self.add:
            before = before + reader.value(one)
        for one in self.less:
            before = before - reader.value(one)
        return before

    def _first(self, step: Step, reader: Reader) -> USD:
        amount: USD = reader.addend(self.add[0], step)
        for one in self.add[1:]:
            amount = amount + reader.addend(one, step)
        for one in self.less:
            amount = amount - reader.addend(one, step)
        return amount


@attrs.frozen
class Recoup:
    """Takes balances off an amount, but no more than leaves `down_to`; the rest stays open.

    An `installment` is the most that is taken in a period.
    """

    less: tuple[Operand, ...]
    down_to: Term
    rest: Rest
    installment: Term | None = None

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step; what was taken and what is left are clauses."""
        asked = reader.value(self.less[0])
        for one in self.less[1:]:
            asked = asked + reader.value(one)
        balance = reader.beside(step, "balance", "open balance", asked, result=False)
        room = at_least_zero(before - reader.value(self.down_to))
        most = lesser_of(balance, room)
        if self.installment is not None:
            most = lesser_of(most, reader.value(self.installment))
        taken: USD = reader.beside(
            step, "taken", "taken off the balance", step.rounded(most), result=False
        )
        left = "carried to the next period" if self.rest == "carried" else "forgiven"
        reader.beside(step, self.rest, f"balance {left}", balance - taken, result=True)
        return before - taken


@attrs.frozen
class Gate:
    """Pays only if a condition holds, or a score is at least an agreed one.

    Otherwise nothing is paid; with `keeps_losses`, what the provider owes is still owed.
    """

    condition: Operand
    least: Term | None
    keeps_losses: bool

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step."""
        del step
        value = reader.value(self.condition)
        holds = value if self.least is None else value >= reader.value(self.least)
        return when(holds, before, lesser_of(before, 0) if self.keeps_losses else 0)


@attrs.frozen
class Scale:
    """Multiplies the amount by a score from 0 to 1, or only what is paid to the provider."""

    score: Operand
    scales_losses: bool

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step."""
        del step
        scaled: USD = before * reader.value(self.score)
        return scaled if self.scales_losses else when(before > 0, scaled, before)


@attrs.frozen
class Limit:
    """An amount of dollars, or a share or a price of what `of` names."""

    term: Term
    of: Operand | None = None

    def dollars(self, reader: Reader) -> USD:
        """Return the limit."""
        agreed: USD = reader.value(self.term)
        return agreed if self.of is None else agreed * reader.value(self.of)


@attrs.frozen
class AtMost:
    """A cap."""

    limit: Limit

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step."""
        del step
        return lesser_of(before, self.limit.dollars(reader))


@attrs.frozen
class AtLeast:
    """A floor; a negative one limits what the provider owes."""

    limit: Limit

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step."""
        del step
        return greater_of(before, self.limit.dollars(reader))


@attrs.frozen
class HoldBack:
    """Keeps a share of what is paid; nothing is kept of what the provider owes."""

    share: Term

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount after the step; what is held back is a clause."""
        held = step.rounded(reader.value(self.share) * at_least_zero(before))
        kept: USD = reader.beside(step, "held", "held back", held, result=True)
        return before - kept


@attrs.frozen
class Unchanged:
    """Leaves the amount as it is: the step only rounds."""

    def apply(self, step: Step, before: USD, reader: Reader) -> USD:
        """Return the amount."""
        del step, reader
        return before


Operation = Sum | Recoup | Gate | Scale | AtMost | AtLeast | HoldBack | Unchanged


@attrs.frozen
class Step:
    """One step: its name, what it does, and how its amount is rounded (None: not at all).

    What a step takes or holds back is rounded, so that all that it splits stays in cents;
    every other step rounds the amount itself.
    """

    name: str
    title: str
    does: Operation
    cites: str
    place: Place
    rounded_to: Fraction | None = None
    rounding: Rounding = "half_up"

    def traced(self, before: USD | None, reader: Reader) -> USD:
        """Return the amount after the step as a node; only a sum has none before it."""
        does: Any = self.does
        after: USD = does.apply(self, before, reader)
        return after if isinstance(does, Recoup | HoldBack) else self.rounded(after)

    def rounded(self, amount: USD) -> USD:
        """Return an amount rounded as the step says."""
        if self.rounded_to is None:
            return amount
        args = (amount, self.rounded_to, self.rounding)
        return node(USD, "round", args, amount.axes, missing=amount.may_be_missing)
