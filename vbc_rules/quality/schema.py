"""The JSON Schemas of the data files in which plugins carry measures and benchmarks."""

from __future__ import annotations

from vbc_rules.contracts.schema.forms import choice, closed_object, heading, several, text, whole
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.hooks.quality import (
    BENCHMARK_KINDS,
    COLLECTION_TYPES,
    MEASURE_TYPES,
    TOPPED,
    UNITS,
)

DIRECTIONS = ("higher_is_better", "lower_is_better")

_ID = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
_NAME = r"^[a-z][a-z0-9_]*$"


def measures_schema() -> Schema:
    """Return the schema of a file of measures."""
    return _file("measures", "Quality measures", "Measures by id, as plugin.name.", _measure())


def benchmarks_schema() -> Schema:
    """Return the schema of a file of benchmarks."""
    return _file(
        "benchmarks", "Quality benchmarks", "Benchmarks by id, as plugin.name.", _benchmark()
    )


def schema_texts() -> dict[str, str]:
    """Return the schemas as the JSON texts that are committed, by the name of their file."""
    return {
        "measures.schema.json": pretty_json(measures_schema()),
        "benchmarks.schema.json": pretty_json(benchmarks_schema()),
    }


def _file(key: str, title: str, description: str, entry: Schema) -> Schema:
    entries = {
        "title": title,
        "description": description,
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _ID},
        "additionalProperties": entry,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": "Figures and names only; the text of a specification has no place here.",
        **closed_object({key: entries}, key),
    }


def _measure() -> Schema:
    properties = {
        "title": text("Title", "The name of the measure as its steward writes it."),
        "steward": text("Steward", "Who maintains the specification."),
        "version": text("Version", "The version of the specification, such as MY 2025."),
        "concept": _name("Concept", "What is measured; carriers' measures of it are compared."),
        "criterion": _name("Criterion", "What a case must meet to count."),
        "direction": choice("Direction", "Which results are better.", DIRECTIONS),
        "unit": choice("Unit", "What a result is counted in; a rate is a share of 1.", UNITS),
        "type": choice("Type", "What kind of measure it is.", MEASURE_TYPES),
        "collected_by": several(
            "Collected by",
            "How results are collected.",
            {"type": "string", "enum": list(COLLECTION_TYPES)},
        ),
        "population": text("Population", "Who is in the denominator, in a few words."),
        "denominator": _name("Denominator", "Who is counted, by one name for one rule."),
        "ages": _range("Ages", "The ages of the population, both included."),
        "window": {
            **heading("Window", "The time in which what counts may have happened."),
            "type": "string",
            "pattern": "^[1-9][0-9]* (days|months)$",
        },
        "minimum_denominator": whole("Minimum denominator", "Fewer cases are not scored."),
        "years": _range("Years", "The performance years of this version, both included."),
        "identifiers": {
            **heading("Identifiers", "Its names elsewhere, such as cbe or ecqm."),
            "type": "object",
            "additionalProperties": text("Identifier", "The name there."),
        },
        "cites": _cites(),
    }  # fmt: skip
    return closed_object(
        properties, "title", "steward", "version", "concept", "criterion", "direction",
        "unit", "type", "population", "cites",
    )  # fmt: skip


def _benchmark() -> Schema:
    properties = {
        "measure": {
            **heading("Measure", "The id of the measure."),
            "type": "string",
            "pattern": _ID,
        },
        "year": whole("Year", "The performance year."),
        "baseline_year": whole("Baseline year", "The year of the results it was made of."),
        "collected_by": choice("Collected by", "How results are collected.", COLLECTION_TYPES),
        "population": text("Population", "Whose results it was made of."),
        "kind": choice("Kind", "What the values are.", BENCHMARK_KINDS),
        "unit": choice("Unit", "What the values are counted in.", UNITS),
        "direction": choice("Direction", "Which results are better, by the source.", DIRECTIONS),
        "values": {
            **heading("Values", "The values by name, all but percentiles from worst to best."),
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _NAME},
            "additionalProperties": {"type": "number"},
        },
        "average": {**heading("Average", "The average result."), "type": "number"},
        "topped_out": choice("Topped out", "Whether nearly all reach the best value.", TOPPED),
        "source": text("Source", "The document or file that the figures are from."),
        "read_on": {
            **heading("Read on", "The day on which the source was read."),
            "type": "string",
            "format": "date",
        },
        "cites": _cites(),
    }  # fmt: skip
    return closed_object(
        properties, "measure", "year", "kind", "unit", "values", "source", "read_on", "cites"
    )


def _cites() -> Schema:
    return text("Cites", "Where it is stated; say so where it is from memory.")


def _name(title: str, description: str) -> Schema:
    return {**heading(title, description), "type": "string", "pattern": _NAME}


def _range(title: str, description: str) -> Schema:
    properties = {"from": whole("From", "The first one."), "to": whole("To", "The last one.")}
    return {**heading(title, description), **closed_object(properties), "minProperties": 1}
