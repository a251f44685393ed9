"""The schema of `settlement:`: steps across streams, from the declarations of their terms."""

from __future__ import annotations

from decimal import Decimal

from vbc_rules.contracts.declared.steps import (
    DOWN_TO,
    HOLD_BACK,
    INSTALLMENT,
    LIMITS,
    SCORE,
    step_term,
)
from vbc_rules.contracts.schema.forms import choice, several, text
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.schema.terms import CITES, closed, number_schema, parameter_schema
from vbc_rules.language.declarations import Declaration

_NAME = "^[a-z][a-z0-9_]*$"
_OPERAND = "a clause of a stream, as stream.clause, or a fact of the contract"


def settlement_schema() -> Schema:
    """Return the schema of the section."""
    properties: Schema = {
        "facts": _facts(),
        "settlements": _names(
            "Settlements",
            "The settlements of one period, first to last, such as interim and final. What an "
            "earlier one paid is the fact paid_at_interim of the later ones.",
        ),
        "steps": {
            "title": "Steps",
            "description": "What is done with the streams' results, in this order. The last step "
            "is what is paid.",
            "type": "array",
            "minItems": 1,
            "items": {"$ref": "#/$defs/step"},
        },
        "paid_separately": _names(
            "Paid separately", "Streams whose money is paid outside of these steps."
        ),
    }
    return {
        "title": "Settlement",
        "description": "The order of operations across streams, and what is paid in the end.",
        "type": "object",
        **closed(properties, ["steps"]),
    }


def step_schema() -> Schema:
    """Return the schema of one step."""
    properties: Schema = {
        "step": text("Step", "The name of the step; its amount is settlement.name.", _NAME),
        "title": text("Title", "What statements call the step."),
        "cites": CITES,
        "at": text("At", "The settlement at which the step is taken; at all without it.", _NAME),
        **_operations(),
    }
    return {
        "title": "Step",
        "description": "One operation on the amount of the step before.",
        "type": "object",
        **closed(properties, ["step", "cites"]),
    }


def _operations() -> Schema:
    return {
        "add": _operands("Add", f"Adds each of them: {_OPERAND}."),
        "less": _operands("Less", f"Subtracts each of them: {_OPERAND}."),
        "down_to": _term("down_to", DOWN_TO),
        "installment": _term("installment", INSTALLMENT),
        "rest": choice(
            "Rest",
            "What becomes of the balance that is left: carried to the next period, or forgiven.",
            ["carried", "forgiven"],
        ),
        "pay_if": text(
            "Pay if", "The clause that must hold: a yes/no, or with is_at_least a score."
        ),
        "is_at_least": number_schema(SCORE, f"{SCORE}, in the unit of the clause."),
        "otherwise": choice(
            "Otherwise",
            "What is left if it does not hold: nothing, or only_losses that the provider owes.",
            ["nothing", "only_losses"],
        ),
        "scale_by": text(
            "Scale by", "The score, a rate from 0 to 1, by which the amount is multiplied."
        ),
        "scales": choice(
            "Scales",
            "What is multiplied: only_payments to the provider, or payments_and_losses.",
            ["only_payments", "payments_and_losses"],
        ),
        "at_most": _limit("at_most", "At most", "A cap on the amount."),
        "at_least": _limit(
            "at_least", "At least", "A floor; a negative one limits what the provider owes."
        ),
        "hold_back": _term("hold_back", HOLD_BACK),
        "rounded_to": {
            "title": "Rounded to",
            "description": "The multiple of dollars to which the amount is rounded, such as 0.01.",
            "type": "number",
            "minimum": Decimal("0.01"),
        },
        "rounding": choice(
            "Rounding",
            "Where a tie goes; half_up, away from zero, without it.",
            ["half_up", "half_even", "down", "up"],
        ),
    }


def _limit(key: str, title: str, description: str) -> Schema:
    forms = {name: _term(f"{key}.{name}", one.declared) for name, one in LIMITS[key].items()}
    of = text(
        "Of",
        "What a share is of, in dollars, or the member-months of a price: a clause or a fact of a "
        "stream.",
    )
    return {
        "title": title,
        "description": description,
        "type": "object",
        **closed({**forms, "of": of}, []),
    }


def _term(key: str, declared: Declaration) -> Schema:
    return parameter_schema(step_term("step", key, declared))


def _facts() -> Schema:
    return {
        "title": "Facts",
        "description": "Facts that belong to no stream, in dollars and cents: each with its title.",
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": text("Fact", "What the fact is called."),
    }


def _names(title: str, description: str) -> Schema:
    return several(title, description, {"type": "string", "pattern": _NAME})


def _operands(title: str, description: str) -> Schema:
    return {
        "title": title,
        "description": description,
        "type": "array",
        "minItems": 1,
        "items": {"type": "string", "minLength": 1},
    }
