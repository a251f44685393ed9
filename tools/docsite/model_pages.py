"""A page for each payment model, of what its class declares: nothing is written twice."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import attrs

from docsite.text import code, table, text
from vbc_rules.contracts.categories.words import KINDS
from vbc_rules.contracts.declared.agreed import (
    Agreed,
    Kind,
    agreed_terms,
    column_kind,
    reported_terms,
    stated_columns,
)
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import PaymentModel
from vbc_rules.language.declarations import Constant, Given, TableDeclaration
from vbc_rules.language.edition import Edition, Term
from vbc_rules.statements.numbers import exact_text

FOLDER = "reference/models"
Model = type[PaymentModel]


@attrs.frozen(order=True)
class Use:
    """A stream of a contract in the repository that uses a model: where, and its text."""

    file: str
    text: str


def page_of(model: Model) -> str:
    """Return the path of a model's page in the site."""
    return f"{FOLDER}/{model.id}.md"


def model_pages(registry: Registry, uses: Mapping[str, Sequence[Use]]) -> dict[str, str]:
    """Return the pages of all installed models and of their list, by path in the site."""
    models = registry.payment_models()
    pages = {
        page_of(model): model_page(model, registry, uses.get(model.id, ())) for model in models
    }
    return {f"{FOLDER}/index.md": _list(models, registry), **pages}


def core_first(section: tuple[str, object]) -> tuple[bool, str]:
    """Return the key that sorts plugins by namespace, behind the models for any carrier."""
    return section[0] != "core", section[0]


def _list(models: Sequence[Model], registry: Registry) -> str:
    lines = [
        "# Payment models",
        "",
        "What a contract can name under `model:`, with the plugins of this repository; the models",
        "of `core` are for any carrier. Each page is written from the model's class: parameters,",
        "facts, clauses with their citations, law.",
    ]
    by_namespace: dict[str, list[Model]] = {}
    for model in models:
        by_namespace.setdefault(model.id.partition(".")[0], []).append(model)
    titles = {plugin.origin.namespace: plugin for plugin in registry.plugins()}
    for namespace, own in sorted(by_namespace.items(), key=core_first):
        title = getattr(titles[namespace], "title", namespace)
        rows = [[f"[`{one.id}`]({one.id}.md)", text(one.title()), _years(one)] for one in own]
        lines += ["", f"## {namespace}", "", text(title), ""]
        lines += table(["model", "what it is", "performance years"], rows)
    return "\n".join([*lines, ""])


def model_page(model: Model, registry: Registry, uses: Sequence[Use]) -> str:
    """Return the page of one model."""
    newest = model.edition(model.edition_years()[-1])
    sections = [
        _head(model, registry),
        _use(uses),
        _section("Parameters", _PARAMETERS, _parameters(model)),
        *(_columns(one) for one in agreed_terms(model).values() if one.table),
        _section("Facts", _FACTS, _facts(model)),
        _section("Clauses", _CLAUSES, _clauses(newest), note=_clauses_note(model)),
        _section("Law", _LAW, _law(newest)),
        *_tables_of_law(newest),
        _waterfall(newest),
    ]
    return "\n".join(line for section in sections for line in section)


def _head(model: Model, registry: Registry) -> list[str]:
    origin = registry.origin(model.id)
    paragraphs = (inspect.getdoc(model) or "").partition("\n")[2].strip().splitlines()
    told = [
        ("Model", f"{code(model.id)}, of {origin.distribution}"),
        ("Performance years", _years(model)),
        *_arranged(model),
    ]
    return [
        f"# {text(model.title())}",
        "",
        *paragraphs,
        "",
        *(f"- **{name}:** {value}" for name, value in told),
        "",
    ]


def _arranged(model: Model) -> Iterator[tuple[str, str]]:
    """Yield what kind of payment a model is, which decides on its HCP-LAN category."""
    arrangement = model.arrangement
    if arrangement is None:
        return
    yield "Kind of payment", KINDS[arrangement.kind]
    if arrangement.losses:
        yield "Owed by the provider", ", ".join(map(code, arrangement.losses))
    if arrangement.quality:
        yield "Quality", ", ".join(map(code, arrangement.quality))


def _use(uses: Sequence[Use]) -> list[str]:
    if not uses:
        return []
    first = uses[0]
    files = dict.fromkeys(one.file for one in uses)
    links = ", ".join(f"[{Path(file).name}](../../source/{file}.md)" for file in files)
    shown = ["```yaml", first.text, "```"]
    return ["## In a contract", "", *shown, "", f"Contracts that use it: {links}", ""]


def _section(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> list[str]:
    if not rows:
        return []
    told = [note, ""] if note else []
    return [
        f"## {title}",
        "",
        *told,
        '<div class="terms" markdown>',
        "",
        *table(heads, rows),
        "",
        "</div>",
        "",
    ]


_PARAMETERS = ["parameter", "meaning", "unit", "limits", "must be stated"]
_FACTS = ["fact", "meaning", "unit", "by", "limits", "must be given"]
_CLAUSES = ["clause", "meaning", "unit", "source"]
_LAW = ["constant", "meaning", "value since", "source"]


def _parameters(model: Model) -> list[list[str]]:
    return [
        [
            code(name),
            _meaning(one),
            "a table" if one.table else one.kind.unit.unit.words,
            "" if one.table else _limits(one.kind),
            _stated(one),
        ]
        for name, one in agreed_terms(model).items()
    ]


def _meaning(one: Agreed) -> str:
    declared = one.term.declaration
    by = f", by {', '.join(axis.title for axis in one.term.axes)}" if one.term.axes else ""
    source = f" ({declared.cites})" if declared.cites else ""
    return text(f"{declared.title}{by}{source}")


def _stated(one: Agreed) -> str:
    """Say when a contract must state a parameter, and with which others."""
    related = one.relations
    told = ["no" if one.term.declaration.optional else "yes"]
    if not one.always:
        told.append("in the editions since " + ", ".join(map(_since, sorted(one.since))))
    pairs = (
        ("not below", related.not_below),
        ("only with", related.only_with),
        ("needed with", related.needed_with),
    )
    told += [f"{word} {', '.join(map(code, names))}" for word, names in pairs if names]
    return "; ".join(told)


_ROLES = {
    "starts_at": "the row begins here",
    "starts_after": "the row begins above",
    "matches": "the choice of the row",
}


def _columns(one: Agreed) -> list[str]:
    assert one.table is not None
    rows = [
        [
            code(name),
            column.unit.unit.words,
            _limits(column_kind(column)),
            _ROLES.get(column.role, "may be left out" if column.optional else ""),
        ]
        for name, column in stated_columns(one.table)
    ]
    heading = f"### Rows of `{one.term.name}`"
    return [heading, "", *table(["column", "unit", "limits", ""], rows), ""]


def _facts(model: Model) -> list[list[str]]:
    return [_fact(name, term) for name, term in reported_terms(model).items()]


def _fact(name: str, term: Term) -> list[str]:
    declared = term.declaration
    assert isinstance(declared, Given)
    kind = Kind(declared.unit, declared.places, declared.minimum, declared.maximum,
                declared.choices)  # fmt: skip
    needed = declared.relations.named_in(term.name, declared.name).needed_with
    with_terms = f" but with {', '.join(map(code, needed))}" if needed else ""
    required = f"no{with_terms}" if declared.optional else "yes"
    by = ", ".join(text(axis.title) for axis in term.axes)
    return [code(name), text(declared.title), kind.unit.unit.words, by, _limits(kind), required]


def _limits(kind: Kind) -> str:
    if kind.choices:
        return ", ".join(map(code, kind.choices))
    told = []
    if kind.minimum is not None and kind.maximum is not None:
        told.append(f"{_number(kind.minimum)} to {_number(kind.maximum)}")
    elif kind.minimum is not None:
        told.append(f"{_number(kind.minimum)} or more")
    elif kind.maximum is not None:
        told.append(f"{_number(kind.maximum)} or less")
    if kind.places and not kind.is_condition and not kind.is_choice:
        told.append(f"{kind.places} decimals")
    return ", ".join(told)


def _clauses(edition: Edition) -> list[list[str]]:
    return [
        [
            f"**`{name}`**" if one.result else code(name),
            text(one.title),
            one.expression.unit.words,
            text(one.cites),
        ]
        for name, one in edition.clauses.items()
    ]


def _clauses_note(model: Model) -> str:
    note = "In the order in which they are computed; what is paid or published is in bold."
    years = model.edition_years()
    if len(years) == 1:
        return note
    others = ", ".join(map(_since, years))
    return f"{note} The law has editions since {others}; these are the clauses of the last one."


def _law(edition: Edition) -> list[list[str]]:
    return [
        [code(name), text(declared.title), _dated(declared.dated), text(declared.cites)]
        for name, declared in _declared(edition)
        if isinstance(declared, Constant)
    ]


def _declared(edition: Edition) -> Iterator[tuple[str, object]]:
    for name, term in edition.terms.items():
        if term.kind == "constant":
            yield name, term.declaration


def _tables_of_law(edition: Edition) -> Iterator[list[str]]:
    for name, declared in _declared(edition):
        if not isinstance(declared, TableDeclaration):
            continue
        yield [f"### Table `{name}`", "", f"{text(declared.title)} ({text(declared.cites)})", ""]
        for year, rows in declared.dated.items():
            heads = list(rows[0])
            cells = [[_cell(row[head]) for head in heads] for row in rows]
            caption = [f"Since {year}:", ""] if year else []
            yield [*caption, *table(list(map(code, heads)), cells), ""]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return _number(value)
    return "" if value is None else text(str(value))


def _dated(dated: Mapping[int, Fraction]) -> str:
    return ", ".join(f"{_since(year)}: {_number(value)}" for year, value in dated.items())


def _since(year: int) -> str:
    return str(year) if year else "the first year"


def _waterfall(edition: Edition) -> list[str]:
    if not edition.ladders:
        return []
    ladders = ["- " + " → ".join(map(code, one.names)) for one in edition.ladders]
    return ["## Waterfall", "", *ladders, ""]


def _years(model: Model) -> str:
    first, last = model.covered_years()
    if not first:
        return f"up to {last}" if last else "all"
    return f"{first} to {last}" if last else f"{first} and later"


def _number(value: Fraction) -> str:
    return exact_text(value)
