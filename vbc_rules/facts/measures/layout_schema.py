"""The JSON Schema of a layout for measure results."""

from __future__ import annotations

from vbc_rules.contracts.schema.forms import (
    choice,
    closed_object,
    day,
    heading,
    several,
    text,
    whole,
)
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.facts.measures.csv_results import COLUMNS
from vbc_rules.facts.measures.results import COUNTS

KEY = "measure_results"
FIGURES = (*COUNTS, "eligible", "rate", "score", "attested")
"""What a fact can get: a count, eligible cases, the rate of the counts, the printed score."""

_ID = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"


def result_layout_schema() -> Schema:
    """Return the JSON Schema of a layout for measure results."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Layout of measure results",
        "description": "Which measure of a report is which entry, and what facts get of it.",
        **closed_object(_properties(), KEY, "title", "entries", "facts"),
    }


def schema_texts() -> dict[str, str]:
    """Return the schema as the JSON text that is committed, by the name of its file."""
    return {"measure-results.schema.json": pretty_json(result_layout_schema())}


def _properties() -> Schema:
    entity = text("Entity", "The entity, as the contract's other facts name it.")
    heading_there = text("Heading", "The heading in the file.")
    columns = _named("Columns", "Headings of a CSV file that are called otherwise.", heading_there)
    return {
        KEY: {**text("Id", "The id of the layout, as plugin.name."), "pattern": _ID},
        "title": text("Title", "What reports the layout is for."),
        "entries": _named("Entries", "Entries of the axis, by name.", _entry_schema()),
        "facts": _named("Facts", "Facts of the contract, by name.", _fact_schema()),
        "entities": _named("Entities", "Reporter as printed, and the entity it is.", entity),
        "entity_system": text(
            "Entity system", "The system of the identifiers that name the entity."
        ),
        "columns": {**columns, "propertyNames": {"enum": list(COLUMNS)}},
        "period": _period_schema(),
        "other_measures": choice(
            "Other measures",
            "Results that no entry names: refused, or left out and told.",
            ("refused", "left_out"),
        ),
    }


def _period_schema() -> Schema:
    days = {"from": day("From", "The first day."), "to": day("To", "The last day.")}
    return {
        **heading("Period", "The days of the results, where not the performance period."),
        **closed_object(days, "from", "to"),
    }


def _entry_schema() -> Schema:
    names = "Names of the measure in reports: URL, UUID of a version or set, code."
    properties = {
        "measure": {**text("Measure", "The id of an installed measure."), "pattern": _ID},
        "identifiers": several("Identifiers", names, {"type": "string", "minLength": 1}),
        "group": text("Group", "The rate that is meant of a measure with several."),
        "minimum_denominator": whole("Minimum denominator", "Fewer cases are marked."),
    }
    return {**closed_object(properties), "minProperties": 1}


def _fact_schema() -> Schema:
    decimals = whole("Decimals", "To how many decimals it is rounded half up.")
    properties = {
        "figure": choice("Figure", "What the fact gets of a result.", FIGURES),
        "times": {
            **heading("Times", "What the figure is multiplied with, such as 100."),
            "type": "number",
            "exclusiveMinimum": 0,
        },
        "decimals": {**decimals, "maximum": 12},
    }
    return closed_object(properties, "figure")


def _named(title: str, description: str, entry: Schema) -> Schema:
    return {
        **heading(title, description),
        "type": "object",
        "minProperties": 1,
        "additionalProperties": entry,
    }
