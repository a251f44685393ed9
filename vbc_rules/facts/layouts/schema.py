"""The JSON Schema of a layout: a small closed vocabulary that an analyst reads and writes."""

from __future__ import annotations

from vbc_rules.contracts.schema.forms import choice, day, heading, text, whole
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.facts.layouts.layout import SCALES

REQUIRED = ("layout", "title", "entity", "columns", "contract", "facts")
"""What a layout has, once everything that it extends is added."""

TOLERATED = ("thousands_separators", "currency_signs", "parentheses", "exponents")
ENCODINGS = ("utf-8", "windows-1252")
COMPARISONS = ("is", "at_least", "above", "at_most", "below", "on_or_after", "missing")

_SCALAR = {"type": ["number", "boolean", "string"]}


def layout_schema() -> Schema:
    """Return the schema. A file that others extend may leave out what they add."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Layout of a published file",
        "description": "Maps a carrier's published file to facts, contracts and results.",
        **_closed(_top()),
        "$defs": {"condition": _condition(), "value": _value(), "column": _column()},
    }


def schema_text() -> str:
    """Return the schema as the JSON text that is committed."""
    return pretty_json(layout_schema())


def _top() -> Schema:
    return {
        "layout": text("Layout", "The id of the layout, as plugin.name."),
        "title": text("Title", "What file it is for, in one line."),
        "year": {**heading("Year", "The performance year of the file."), "type": "integer"},
        "extends": text("Extends", "A file beside it; entries of the same name replace its own."),
        "blank": _texts("Blank", "Words that stand for a missing value, besides an empty cell."),
        "encodings": {
            **_texts("Encodings", "Encodings of the file, tried in this order."),
            "items": {"type": "string", "enum": list(ENCODINGS)},
        },
        "tolerates": {
            **_texts("Tolerates", "What numbers of the file may have."),
            "items": {"type": "string", "enum": list(TOLERATED)},
        },
        "file": _file(),
        "files": _files(),
        "entity": _entity(),
        "axes": _axes(),
        "columns": _named("Columns", "The columns that are read, by names of its own.", "column"),
        "conditions": _named("Conditions", "Conditions that several rules use.", "condition"),
        "contract": _contract(),
        "facts": _named("Facts", "How each fact of the contracts follows from a row.", "value"),
        "published": _published(),
        "results": _results(),
        "causes": _causes(),
    }  # fmt: skip


def _file() -> Schema:
    properties = {
        "has": _texts("Has", "Headings that only files of this kind have."),
        "has_not": {
            **heading("Has not", "Headings of other files, each with the file it is from."),
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        "latest": _latest(),
        "missing_label": _missing_label(),
        "header": _header(),
        "records": text("Records", "The key of the list of records, where the file is JSON."),
        "rows": _rows(),
        "row_per": _row_per(),
    }
    return {**heading("File", "What the file must look like."), **_closed(properties)}


def _latest() -> Schema:
    properties = {
        "column": text("Column", "A column of dates."),
        "from": day("From", "The latest date is on this day or after it."),
        "to": day("To", "The latest date is on this day or before it."),
    }
    return {
        **heading("Latest date", "Tells files apart that have the same columns."),
        **_closed(properties, ["column"]),
    }


def _missing_label() -> Schema:
    properties = {
        "heading": text("Heading", "The heading that is missing."),
        "before": text("Before", "The heading that stands in its place."),
        "because": text("Because", "How it is known."),
    }
    return {
        **heading("Missing label", "A heading that was forgotten; all after it are shifted."),
        **_closed(properties, ["heading", "before", "because"]),
    }


def _header() -> Schema:
    properties = {
        "first": whole("First", "The first line with headings.", 1),
        "last": whole("Last", "The last line with headings; the lowest heading counts.", 1),
        "rows_from": whole("Rows from", "The line in which the rows begin.", 1),
    }
    return {
        **heading("Header", "Where the headings stand, if not in the first line."),
        **_closed(properties, ["first", "last", "rows_from"]),
    }


def _row_per() -> Schema:
    properties = {
        "axis": text("Axis", "An axis of the layout."),
        "heading": text("Heading", "The column that names the entry."),
    }
    return {
        **heading("Row per", "The file has a row for each entity and entry of an axis."),
        **_closed(properties, ["axis", "heading"]),
    }


def _rows() -> Schema:
    properties = {
        "column": text("Column", "The column that tells rows apart."),
        "is": {**heading("Is", "What it says in the rows that are read."), **_SCALAR},
    }
    return {
        **heading("Rows", "Only the rows with this value are read."),
        **_closed(properties, ["column", "is"]),
    }


def _files() -> Schema:
    properties = {
        "name": text("Name", "The name of the file; * stands for any characters."),
        "prefix": text("Prefix", "Begins each heading of the file, to tell them apart."),
    }
    return {
        **heading("Files", "The files of a folder, joined by the id of the entity."),
        "type": "array",
        "minItems": 2,
        "items": _closed(properties, ["name"]),
    }


def _axes() -> Schema:
    properties = {
        "entries": {
            **heading("Entries", "The entries, each as the headings write it."),
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        "within": {
            **heading("Within", "The entry of the parent axis that each entry belongs to."),
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    }
    return {
        **heading("Axes", "What columns vary by; `{name}` in a heading stands for the entry."),
        "type": "object",
        "additionalProperties": _closed(properties, ["entries"]),
    }


def _entity() -> Schema:
    properties = {
        "headings": _texts("Headings", "Possible headings of the column of ids."),
        "numbered": _flag("Numbered", "A second row of the same name gets a number."),
        "because": text("Because", "Why rows may have one name."),
    }
    return {**heading("Entity", "The id of a row."), **_closed(properties, ["headings"])}


def _column() -> Schema:
    properties = {
        "per": text("Per", "The axis that the column varies by: one column for each entry."),
        "headings": _texts("Headings", "Possible headings; the first one there counts."),
        "reads": choice("Reads", "What the cells are.", ("number", "rate", "flag", "text", "date")),
        "optional": _flag("Optional", "The file may lack the column: then it is missing."),
        "words": {
            **heading("Words", "Texts with a value of their own."),
            "type": "object",
            "additionalProperties": {"type": "number"},
        },
        "other_words": choice("Other words", "What other texts are.", ["missing"]),
        "blank": choice("Blank", "What an empty cell is.", ("missing", "no", "zero")),
        "scales": {
            **_texts("Scales", "In which scales a rate may be printed."),
            "items": {"type": "string", "enum": sorted(SCALES)},
        },
        "largest_between": {
            **heading("Largest between", "Where the largest value lies in the right scale."),
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
        },
        "decimals": whole("Decimals", "Decimals that are kept; more are noise of a conversion."),
        "printed_to": _number("Printed to", "The step to which the file rounds the value."),
        "absolute": _flag("Absolute", "The sign is left out."),
        "followed_by": _texts("Followed by", "Texts after a number, as in 6 out of 10."),
        "because": text("Because", "Why it is read so."),
    }
    return _closed(properties, ["headings", "reads"])


def _condition() -> Schema:
    nested = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}}
    scalars = {"type": ["number", "boolean", "string", "array"], "items": _SCALAR}
    properties = {
        "all": {**heading("All", "All of these hold."), **nested},
        "any": {**heading("Any", "At least one of these holds."), **nested},
        "none": {**heading("None", "None of these holds."), **nested},
        "named": text("Named", "A condition of `conditions`."),
        "contract": _texts("Contract", "The contract of the row is one of these."),
        "entry": _texts("Entry", "The rule is for one of these entries of its axis."),
        "column": text("Column", "The column that is compared."),
        "ratio": {
            **heading("Ratio", "The product of some columns over the product of others."),
            **_closed({"of": _texts("Of", "Above."), "to": _texts("To", "Below.")}, ["of", "to"]),
        },
        "is": {**heading("Is", "It is this, or one of these."), **scalars},
        "at_least": _number("At least", "It is this or more."),
        "above": _number("Above", "It is more than this."),
        "at_most": _number("At most", "It is this or less."),
        "below": _number("Below", "It is less than this."),
        "on_or_after": day("On or after", "It is this day or a later one."),
        "missing": _flag("Missing", "It is missing, or it is not."),
        "because": text("Because", "Where this is known from."),
    }
    return _closed(properties)


def _value() -> Schema:
    case = {
        "when": {"$ref": "#/$defs/condition"},
        **{name: schema for name, schema in _value_properties().items() if name != "cases"},
    }
    cases = {"type": "array", "minItems": 1, "items": _closed(case)}
    properties = {
        "per": text("Per", "The axis that the value varies by."),
        **_value_properties(),
        "cases": {**heading("Cases", "The first case whose condition holds."), **cases},
    }
    return _closed(properties)


def _value_properties() -> Schema:
    stand_in = {"value": _SCALAR, "because": text("Because", "Why this is right.")}
    return {
        "column": text("Column", "The value of a column."),
        "sum": _texts("Sum", "The sum of columns; missing if one of them is."),
        "difference": _texts("Difference", "The first column less the others."),
        "value": {**heading("Value", "The same for every row; say why."), **_SCALAR},
        "met": {"$ref": "#/$defs/condition"},
        "year_number": text(
            "Year number", "1 in the year that the date of this column lies in, 2 in the next."
        ),
        "one_of": {
            **heading("One of", "Only these values count; another one is missing."),
            "type": "array",
            "minItems": 1,
            "items": {"type": "number"},
        },
        "within": _number("Within", "How near it must be to count as one of them."),
        "only_if": {"$ref": "#/$defs/condition"},
        "if_missing": {
            **heading("If missing", "What stands for a missing value, and why."),
            **_closed(stand_in, ["value", "because"]),
        },
        "because": text("Because", "Why this is right."),
    }


def _contract() -> Schema:
    case = {
        "when": {"$ref": "#/$defs/condition"},
        "contract": text("Contract", "The contract of such rows."),
    }
    return {
        **heading("Contract", "Which contract a row belongs to: the first case that holds."),
        "type": "array",
        "minItems": 1,
        "items": _closed(case, ["contract"]),
    }


def _published_properties() -> Schema:
    return {
        "clause": text("Clause", "The clause that computes what the file publishes."),
        "value": {"$ref": "#/$defs/value"},
        "printed_to": _number("Printed to", "The step to which the file rounds the result."),
        "tolerance": _number("Tolerance", "How far both may differ."),
        "because": text("Because", "Why they may differ so far."),
    }


def _published() -> Schema:
    properties = _published_properties()
    return {
        **heading("Published", "The result in the file that is computed again."),
        **_closed(properties, list(properties)),
    }


def _results() -> Schema:
    properties = _published_properties()
    per = text("Per", "The axis that the result varies by: one result for each entry.")
    return {
        **heading("Results", "Further results that the file publishes, by names of its own."),
        "type": "object",
        "additionalProperties": _closed({"per": per, **properties}, list(properties)),
    }


def _causes() -> Schema:
    properties = {
        "per": text("Per", "The axis of the results that it explains."),
        "results": _texts("Results", "Results that it explains; without it, any."),
        "title": text("Title", "The cause, in a sentence."),
        "when": {"$ref": "#/$defs/condition"},
        "published": choice(
            "Published",
            "Where the published result lies.",
            ("above", "below", "either", "nearer_zero"),
        ),
    }
    return {
        **heading("Causes", "Known reasons why a result differs; never a list of entities."),
        "type": "object",
        "additionalProperties": _closed(properties, ["title", "when", "published"]),
    }


# ---- small parts


def _closed(properties: Schema, required: list[str] | None = None) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _texts(title: str, description: str) -> Schema:
    items = {"type": "string", "minLength": 1}
    return {**heading(title, description), "type": "array", "minItems": 1, "items": items}


def _flag(title: str, description: str) -> Schema:
    return {**heading(title, description), "type": "boolean"}


def _number(title: str, description: str) -> Schema:
    return {**heading(title, description), "type": "number"}


def _named(title: str, description: str, definition: str) -> Schema:
    entries = {"$ref": f"#/$defs/{definition}"}
    return {**heading(title, description), "type": "object", "additionalProperties": entries}
