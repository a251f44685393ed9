"""The JSON Schema of an episode definition."""

from __future__ import annotations

from vbc_rules.contracts.schema.forms import choice, closed_object, heading, several, text
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.episodes import definition as words
from vbc_rules.episodes.code_systems import CODE_SYSTEMS
from vbc_rules.episodes.columns import TYPES

MOST_DAYS = 1_000
MOST_SEVERITY = 100

_NAME = "^[a-z][a-z0-9_]*$"
_DASHED = "^[a-z0-9]+(-[a-z0-9]+)*$"


def definition_schema() -> Schema:
    """Return the schema of a file that ends in `.episodes.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Episode definition",
        "description": "What begins an episode, how long it lasts, and which services count in it.",
        **closed_object(
            _HEAD | {"categories": _categories()},
            *("episodes", "title", "facts", "parents", "own_care", "severity_from"),
            *("episode_of_year", "cancelled_by", "categories"),
        ),
    }


def schema_text() -> str:
    """Return the schema as the JSON text that is committed."""
    return pretty_json(definition_schema())


def _categories() -> Schema:
    return {
        **heading("Categories", "Categories of episodes, each by its name in the contract."),
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": _category(),
    }


def _category() -> Schema:
    properties = {
        "title": text("Title", "The category as people call it."),
        "cites": text("Cites", "Where the parties agreed on it."),
        "triggers": _rules("Triggers", "Services that begin an episode.", _TRIGGER),
        "look_back_days": _days(
            "Look-back", "Days before the trigger in which the member has no other trigger."
        ),
        "window": {
            **heading("Window", "The days of the episode around the triggering service."),
            **closed_object(_WINDOW, *_WINDOW),
        },
        "watched_days": _days("Watched days", "Days after the episode whose care is told apart."),
        "crossing": {
            **heading(
                "Crossing",
                "What happens to a service that begins in the episode and ends after it, by type.",
            ),
            **closed_object({one: _crossing(one) for one in (*TYPES, "otherwise")}, "otherwise"),
        },
        "scope": choice(
            "Scope", "Whether every service counts or only those included.", words.SCOPES
        ),
        "included": _rules("Included", "Services that count where the scope is `listed`."),
        "excluded": _rules("Excluded", "Services that do not count, each with the reason.",
                           {"reason": text("Reason", "Why the services do not count.")}),
        "complications": _rules("Complications", "Services that are told as complications."),
        "related_care": _rules("Related care", "Services of the watched days that are related."),
    }  # fmt: skip
    return closed_object(
        properties, "title", "triggers", "look_back_days", "window", "watched_days", "crossing",
        "scope",
    )  # fmt: skip


def _rules(title: str, description: str, more: Schema | None = None) -> Schema:
    needed = [key for key in (more or {}) if key == "reason"]
    rule = closed_object(_RULE | (more or {}), *needed)
    return {**heading(title, description), "type": "array", "minItems": 1, "items": rule}


def _crossing(type: str) -> Schema:
    which = "Services of every other type." if type == "otherwise" else f"Services: {type}."
    return choice(type.replace("_", " ").capitalize(), which, words.CROSSINGS)


def _days(title: str, description: str) -> Schema:
    limits = {"minimum": 0, "maximum": MOST_DAYS}
    return {**heading(title, description), "type": "integer", **limits}


_TEXT: Schema = {"type": "string", "minLength": 1}
_WINDOW: Schema = {
    "days_before": _days("Days before", "Days of the episode before the triggering service."),
    "days_after": _days("Days after", "Days of the episode after discharge or procedure."),
    "counted_from": choice(
        "Counted from",
        "Which day is the first of the days after: that of discharge, or the next one.",
        words.COUNTED_FROM,
    ),
}
_RULE: Schema = {
    "system": choice("System", "The code system of `codes`.", tuple(CODE_SYSTEMS)),
    "codes": several("Codes", "Codes, or how they begin, as `M17*`.", _TEXT),
    "types": several("Types", "Types of services.", {"type": "string", "enum": list(TYPES)}),
    "places": several("Places", "Places of service, 2 digits each.", _TEXT),
    "diagnoses": several("Diagnoses", "Principal diagnoses (ICD-10-CM), or how they begin.", _TEXT),
    "cites": text("Cites", "Where the parties agreed on it."),
}
_TRIGGER: Schema = {
    "severity": {
        **heading("Severity", "The severity of the episode; 1 is average."),
        "type": "number",
        "minimum": 0,
        "maximum": MOST_SEVERITY,
    },
    "episode_type": text("Episode type", "The episode type, such as MS-DRG-470."),
}
_OVERLAPS: Schema = {
    "rule": choice(
        "Rule",
        "Which episode counts where two of one member overlap.",
        words.OVERLAP_RULES,
    ),
    "rank": several(
        "Rank",
        "All categories, the highest first; decides `by_rank`, and triggers of one day.",
        _TEXT,
    ),
    "shared_services": choice(
        "Shared services",
        "Where `both_kept`: a service of several episodes counts in each, the first or the last.",
        words.SHARING,
    ),
    "cites": text("Cites", "Where the parties agreed on it."),
}
_CANCELLED_BY: Schema = {
    "death": choice("Death", "Whether and when a member's death cancels.", words.DEATHS),
    "lost_eligibility": choice(
        "Lost eligibility", "Whether a day without eligibility cancels.", words.LOSSES
    ),
    "discharge_status": several(
        "Discharge status", "Statuses of the triggering stay that cancel, such as transfers.", _TEXT
    ),
    "cites": text("Cites", "Where the parties agreed on it."),
}
_HEAD: Schema = {
    "episodes": text("Episodes", "The name of the file without .episodes.yaml.", _DASHED),
    "title": text("Title", "The definition as people call it."),
    "description": text("Description", "What the definition is about."),
    "cites": text("Cites", "Where the parties agreed on it."),
    "facts": {
        **heading("Facts", "The facts of the contract, and what each is of an episode."),
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": choice("Fact", "What it is of an episode.", words.QUANTITIES),
    },
    "parents": several(
        "Parents",
        "The axes of the contract's model that an episode lies within.",
        {"type": "string", "enum": list(words.PARENTS)},
    ),
    "own_care": choice(
        "Own care", "Whose care is the provider's own; all other is by others.", words.OWNERS
    ),
    "severity_from": choice(
        "Severity from", "What the severity of an episode is of.", words.SEVERITY_SOURCES
    ),
    "episode_of_year": choice(
        "Episode of year", "Whether its trigger or its end puts it in a year.", words.YEARS_BY
    ),
    "overlaps": {
        **heading("Overlaps", "What holds where episodes of one member overlap."),
        **closed_object(_OVERLAPS, "rule"),
    },
    "cancelled_by": {
        **heading("Cancelled by", "What cancels an episode that has begun."),
        **closed_object(_CANCELLED_BY, "death", "lost_eligibility"),
    },
}
