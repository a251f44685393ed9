"""What kind of payment a model is: the names it gives must be its own."""

from __future__ import annotations

import pytest

from tests.unit.language.authored import authored, line_of, mistake
from vbc_rules import Arrangement
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry

MODEL = """class Savings(PaymentModel):
    id = "acme.savings"
    arrangement = Arrangement("savings", losses=("{losses}",), quality=("{quality}",))
    waterfall = stages("due", "owed")
    spent: USD = fact("Spent")
    score: Rate = fact("Score", places=4)
    share: Rate = parameter("Share")

    @clause(cites="Agreement 1")
    def due(self) -> USD:
        return self.spent * self.share * self.score

    @result(cites="Agreement 2")
    def owed(self) -> USD:
        return to_cents(self.due)
"""
AROUND = """

class Contract(PaymentModel):
    id = "acme.contract"
    arrangement = Arrangement("savings", losses=("{part}.owed",), quality=("savings.{fact}",))
    savings = part(Savings)

    @result(cites="Agreement 3")
    def paid(self) -> USD:
        return self.savings.owed
"""


def test_an_arrangement_that_names_its_own_terms_is_accepted() -> None:
    source = MODEL.format(losses="owed", quality="score")
    defined = authored(source + AROUND.format(part="savings", fact="score"))
    assert defined.Contract.arrangement.losses == ("savings.owed",)


@pytest.mark.parametrize(
    ("losses", "quality", "message", "hint"),
    [
        ("owd", "score", "acme.savings: `losses` names no clause `owd`", "did you mean `owed`?"),
        ("spent", "score", "acme.savings: `losses` names no clause `spent`", "it has due, owed"),
        ("owed", "scor", "acme.savings: `quality` names no fact `scor`", "did you mean `score`?"),
        ("owed", "share", "acme.savings: `quality` names no fact `share`", "it has score, spent"),
    ],
)
def test_a_name_that_the_model_does_not_have_is_refused_at_the_model(
    losses: str, quality: str, message: str, hint: str
) -> None:
    source = MODEL.format(losses=losses, quality=quality)
    finding = mistake(source)
    assert (finding.code, finding.message, finding.hint) == ("VBC623", message, hint)
    assert finding.place is not None
    assert finding.place.line == line_of(source, "class Savings")


@pytest.mark.parametrize(
    ("part", "fact", "message"),
    [
        ("saving", "score", "acme.contract: the arrangement names no part `saving`"),
        ("savings", "quality", "acme.contract: `quality` names no fact `savings.quality`"),
    ],
)
def test_a_name_that_a_part_does_not_have_is_refused(part: str, fact: str, message: str) -> None:
    source = MODEL.format(losses="owed", quality="score")
    assert mistake(source + AROUND.format(part=part, fact=fact)).message == message


@pytest.mark.parametrize(("kind", "scope"), [("gift", "comprehensive"), ("savings", "partly")])
def test_a_kind_or_scope_that_does_not_exist_is_refused(kind: str, scope: str) -> None:
    with pytest.raises(ValueError, match="must be in"):
        Arrangement(kind, scope)  # type: ignore[arg-type]


def test_every_installed_model_says_what_kind_of_payment_it_is() -> None:
    registry = Registry.installed()
    plugins = [one for one in registry.plugins() if isinstance(one, InstalledPlugin)]
    ids = [id for one in plugins for id in one.provides["payment model"]]
    assert ids
    assert [id for id in ids if registry.payment_model(id).arrangement is None] == []
