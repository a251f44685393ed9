"""From a layout's YAML to a Layout: every name it uses exists, every rule says one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from vbc_rules.contracts.located import Pointer
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.layout import (
    AxisRule,
    Cause,
    CellValue,
    ColumnRule,
    Comparison,
    Condition,
    ContractCase,
    EntityRule,
    FileRule,
    FolderFile,
    HeaderLines,
    LatestDate,
    Layout,
    MissingLabel,
    Published,
    RowPer,
    ValueRule,
)
from vbc_rules.facts.layouts.schema import COMPARISONS
from vbc_rules.facts.layouts.sources import LayoutText, read_layout_text
from vbc_rules.hooks.declarations import FactLayout

_CONDITION_FORMS = ("all", "any", "none", "named", "contract", "entry", "column", "ratio")
_VALUE_FORMS = ("column", "sum", "difference", "value", "met", "year_number", "cases")


def load_layout(declared: FactLayout) -> Layout:
    """Return the layout that a plugin contributes.

    Raises:
        Refusal: every finding about its files; VBC433 for one with another id.
    """
    text = read_layout_text(declared.file)
    findings = Findings()
    if text.value["layout"] != declared.id:
        message = f"The layout is called `{text.value['layout']}`, not `{declared.id}`."
        hint = "the plugin and the file must name the same layout"
        findings.add("VBC433", message, text.place_of(("layout",)), hint)
    layout = _Builder(text, findings).layout()
    findings.refuse_if_any()
    return layout


def load_layout_file(path: Path) -> Layout:
    """Return the layout in a file, whatever it is called; raises as `load_layout`."""
    text = read_layout_text(path)
    return load_layout(FactLayout(text.value["layout"], text.value["title"], path))


class _Builder:
    """Builds a layout from data that has the shape of one."""

    def __init__(self, text: LayoutText, findings: Findings) -> None:
        self.text, self.value, self.findings = text, text.value, findings
        self.axis, self.entry = "", ""  # of the rule that is being built

    def layout(self) -> Layout:
        """Return the layout; what is wrong with it is in the findings."""
        value = self.value
        facts = {name: self._rules(name) for name in value["facts"]}
        layout = Layout(
            id=value["layout"],
            title=value["title"],
            file=self.text.documents[0].file,
            blank=tuple(value.get("blank", ())),
            encodings=tuple(value.get("encodings", ("utf-8",))),
            tolerates=tuple(value.get("tolerates", ())),
            entity=self._entity(value["entity"]),
            file_rule=self._file(value.get("file", {})),
            columns=self._columns(),
            conditions=self._each("conditions", self._condition),
            contracts=self._list(value["contract"], ("contract",), self._contract),
            facts={name: rules[""] for name, rules in facts.items() if "" in rules},
            published=self._published(value["published"], ("published",))
            if "published" in value
            else None,
            causes=tuple(self._every("causes", self._cause)),
            files=self._list(value.get("files", ()), ("files",), self._folder_file),
            axes=self._each("axes", self._axis_rule),
            varying={name: rules for name, rules in facts.items() if "" not in rules},
            fact_axes={name: (one["per"],) for name, one in value["facts"].items() if "per" in one},
            results=tuple(self._every("results", self._published)),
        )
        self._check_circles(layout.conditions)
        return layout

    def _each(self, section: str, build: Callable[[Any, Pointer], Any]) -> dict[str, Any]:
        entries = self.value.get(section, {})
        return {name: build(one, (section, name)) for name, one in entries.items()}

    def _list(
        self, entries: Iterable[Any], at: Pointer, build: Callable[[Any, Pointer], Any]
    ) -> tuple[Any, ...]:
        return tuple(build(one, (*at, number)) for number, one in enumerate(entries))

    def _every(self, section: str, build: Callable[[Any, Pointer], Any]) -> Iterator[Any]:
        """Yield what each rule of a section says, once for every entry that it varies by."""
        for name, value in self.value.get(section, {}).items():
            for _ in self._entries(value, (section, name)):
                yield build(value, (section, name))

    def _columns(self) -> dict[str, ColumnRule]:
        return {rule.name: rule for rule in self._every("columns", self._column)}

    def _rules(self, name: str) -> dict[str, ValueRule]:
        """Return the rule of a fact for every entry; without an axis that of entry ``."""
        value, at = self.value["facts"][name], ("facts", name)
        return {entry: self._value(value, at) for entry in self._entries(value, at)}

    def _entries(self, value: Mapping[str, Any], at: Pointer) -> Iterator[str]:
        """Yield the entries that a rule varies by; while one is out, columns are its own."""
        axis = self._known(value, "per", at, "axes")
        entries = self.value.get("axes", {}).get(axis, {"entries": ("",)})["entries"]
        for entry in entries:
            self.axis, self.entry = axis, entry
            yield entry
        self.axis, self.entry = "", ""

    # ---- the file

    def _axis_rule(self, value: Mapping[str, Any], at: Pointer) -> AxisRule:
        for entry in value.get("within", {}):
            if entry not in value["entries"]:
                place = self.text.place_of((*at, "within", entry))
                message = f"`{entry}` is not one of the entries of `{at[-1]}`."
                self.findings.add("VBC435", message, place, "add it to `entries`")
        return AxisRule(value["entries"], value.get("within", {}))

    def _folder_file(self, value: Mapping[str, Any], at: Pointer) -> FolderFile:
        del at  # nothing in it can be wrong
        return FolderFile(value["name"], value.get("prefix", ""))

    def _entity(self, value: Mapping[str, Any]) -> EntityRule:
        place = self.text.place_of(("entity",))
        return EntityRule(tuple(value["headings"]), place, value.get("numbered", False))

    def _file(self, value: Mapping[str, Any]) -> FileRule:
        latest, label = value.get("latest"), value.get("missing_label")
        header, row_per = value.get("header"), value.get("row_per")
        rows = value.get("rows")
        place = self.text.place_of(("file", "missing_label"))
        return FileRule(
            has=tuple(value.get("has", ())),
            has_not=value.get("has_not", {}),
            latest=LatestDate(
                self._name(latest["column"], ("file", "latest", "column")),
                latest.get("from"),
                latest.get("to"),
            )
            if latest
            else None,
            missing_label=MissingLabel(label["heading"], label["before"], place) if label else None,
            header=HeaderLines(**header) if header else None,
            row_per=RowPer(
                self._name(row_per["axis"], ("file", "row_per", "axis"), "axes"),
                row_per["heading"],
            )
            if row_per
            else None,
            records=value.get("records", ""),
            rows=self._condition(rows, ("file", "rows")) if rows else None,
        )

    def _column(self, value: Mapping[str, Any], at: Pointer) -> ColumnRule:
        between = [_exact(number) for number in value.get("largest_between", ())]
        words = {word.casefold(): _exact(one) for word, one in value.get("words", {}).items()}
        return ColumnRule(
            name=self._own(str(at[-1])),
            headings=tuple(map(self._heading, value["headings"])),
            reads=value["reads"],
            place=self.text.place_of(at),
            optional=value.get("optional", False),
            words=words,
            other_words_missing="other_words" in value,
            blank=value.get("blank", "missing"),
            scales=tuple(value.get("scales", ("fraction",))),
            largest_between=(between[0], between[1]) if between else None,
            decimals=value.get("decimals"),
            printed_to=_exact(value["printed_to"]) if "printed_to" in value else None,
            absolute=value.get("absolute", False),
            followed_by=tuple(value.get("followed_by", ())),
        )

    def _own(self, name: str) -> str:
        """Return the name of a column, with the entry that the rule is for, if any."""
        return f"{name}[{self.entry}]" if self.entry else name

    def _heading(self, heading: str) -> str:
        """Return a heading with the entry in its place, as headings write it."""
        if not self.entry:
            return heading
        written = self.value["axes"][self.axis]["entries"][self.entry]
        return heading.replace(f"{{{self.axis}}}", written)

    # ---- conditions and values

    def _condition(self, value: Mapping[str, Any], at: Pointer) -> Condition:
        form = self._form(value, at, _CONDITION_FORMS)
        comparison = self._comparison(value, at, needed=form in {"column", "ratio"})
        ratio = value.get("ratio")
        return Condition(
            place=self.text.place_of(at),
            all_of=self._list(value.get("all", ()), (*at, "all"), self._condition),
            any_of=self._list(value.get("any", ()), (*at, "any"), self._condition),
            none_of=self._list(value.get("none", ()), (*at, "none"), self._condition),
            named=self._known(value, "named", at, "conditions"),
            contracts=tuple(value.get("contract", ())),
            column=self._known(value, "column", at, "columns"),
            ratio=(self._names(ratio["of"], at), self._names(ratio["to"], at)) if ratio else None,
            comparison=comparison,
            always=self._is_for(value["entry"], at) if "entry" in value else None,
        )

    def _is_for(self, entries: Iterable[str], at: Pointer) -> bool:
        """Tell whether the rule is for one of these entries, which its axis must have."""
        known = self.value.get("axes", {}).get(self.axis, {"entries": ()})["entries"]
        for entry in entries:
            if entry not in known:
                message = f"`{entry}` is not one of the entries of the rule's axis."
                hint = "say `per:` in the rule, and list the entry under `axes`"
                self.findings.add("VBC435", message, self.text.place_of((*at, "entry")), hint)
        return self.entry in entries

    def _comparison(
        self, value: Mapping[str, Any], at: Pointer, *, needed: bool
    ) -> Comparison | None:
        given = [name for name in COMPARISONS if name in value]
        if len(given) != (1 if needed else 0):
            wanted = "exactly one comparison" if needed else "no comparison"
            message = f"The condition needs {wanted}, but it has {', '.join(given) or 'none'}."
            hint = f"comparisons are {', '.join(COMPARISONS)}"
            self.findings.add("VBC434", message, self.text.place_of(at), hint)
            return None
        if not needed:
            return None
        written = value[given[0]]
        values = written if isinstance(written, list) else [written]
        return Comparison(given[0], tuple(_cell_value(one) for one in values))  # type: ignore[arg-type]

    def _value(self, value: Mapping[str, Any], at: Pointer) -> ValueRule:
        form = self._form(value, at, _VALUE_FORMS)
        if form == "value" and "because" not in value:
            message = "A value that is the same for every row needs its reason."
            self.findings.add("VBC434", message, self.text.place_of(at), "add `because:`")
        return ValueRule(
            place=self.text.place_of(at),
            column=self._known(value, "column", at, "columns"),
            add=self._added(value, at),
            fixed=_cell_value(value.get("value")),
            met=self._optional_condition(value, "met", at),
            year_of=self._known(value, "year_number", at, "columns"),
            counted_from=self._year(value, at),
            cases=self._list(value.get("cases", ()), (*at, "cases"), self._case),
            one_of=tuple(_exact(number) for number in value.get("one_of", ())),
            within=_exact(value.get("within", 0)),
            only_if=self._optional_condition(value, "only_if", at),
            if_missing=_cell_value(value.get("if_missing", {}).get("value")),
        )

    def _year(self, value: Mapping[str, Any], at: Pointer) -> int:
        if "year_number" in value and "year" not in self.value:
            message = "A number of years needs the year of the file."
            self.findings.add("VBC434", message, self.text.place_of(at), "add `year:` at the top")
        year: int = self.value.get("year", 0)
        return year

    def _case(self, value: Mapping[str, Any], at: Pointer) -> tuple[Condition | None, ValueRule]:
        return self._optional_condition(value, "when", at), self._value(value, at)

    def _optional_condition(
        self, value: Mapping[str, Any], key: str, at: Pointer
    ) -> Condition | None:
        return self._condition(value[key], (*at, key)) if key in value else None

    def _added(self, value: Mapping[str, Any], at: Pointer) -> tuple[tuple[int, str], ...]:
        names = self._names(value.get("sum", value.get("difference", ())), at)
        later = -1 if "difference" in value else 1
        return tuple((later if number else 1, name) for number, name in enumerate(names))

    # ---- what the layout decides

    def _contract(self, value: Mapping[str, Any], at: Pointer) -> ContractCase:
        return ContractCase(self._optional_condition(value, "when", at), value["contract"])

    def _published(self, value: Mapping[str, Any], at: Pointer) -> Published:
        return Published(
            clause=value["clause"],
            value=self._value(value["value"], (*at, "value")),
            printed_to=_exact(value["printed_to"]),
            tolerance=_exact(value["tolerance"]),
            because=value["because"],
            name="" if at == ("published",) else str(at[-1]),
            axis=self.axis,
            entry=self.entry,
        )

    def _cause(self, value: Mapping[str, Any], at: Pointer) -> Cause:
        when = self._condition(value["when"], (*at, "when"))
        results = tuple(
            self._name(name, (*at, "results"), "results") for name in value.get("results", ())
        )
        return Cause(str(at[-1]), value["title"], when, value["published"], self.entry, results)

    # ---- names, forms and days

    def _form(self, value: Mapping[str, Any], at: Pointer, forms: Iterable[str]) -> str:
        given = [name for name in forms if name in value]
        if len(given) != 1:
            has = f"has {' and '.join(given)}" if given else "has none"
            message = f"The rule says one thing of {', '.join(forms)}, but it {has}."
            self.findings.add("VBC434", message, self.text.place_of(at), "keep exactly one")
        return given[0] if given else ""

    def _known(self, value: Mapping[str, Any], key: str, at: Pointer, section: str) -> str:
        if key not in value:
            return ""
        return self._name(value[key], (*at, key), section)

    def _names(self, names: Iterable[str], at: Pointer) -> tuple[str, ...]:
        return tuple(self._name(name, at) for name in names)

    def _name(self, name: str, at: Pointer, section: str = "columns") -> str:
        known = self.value.get(section, {})
        if name not in known:
            meant = did_you_mean(name, known)
            names = f"{section} are {', '.join(known)}" if known else f"it has no {section}"
            hint = f"did you mean `{meant}`?" if meant else names
            message = f"`{name}` is not one of the {section} of the layout."
            self.findings.add("VBC435", message, self.text.place_of(at), hint)
        per = known.get(name, {}).get("per", "") if section == "columns" else ""
        if per and per != self.axis:
            message = f"Column `{name}` varies by `{per}`, but the rule that names it does not."
            self.findings.add("VBC435", message, self.text.place_of(at), f"say `per: {per}`")
        return self._own(name) if per else name

    def _check_circles(self, conditions: Mapping[str, Condition]) -> None:
        for name, condition in conditions.items():
            if name in _used(condition, conditions, frozenset()):
                message = f"Condition `{name}` refers to itself."
                self.findings.add("VBC434", message, condition.place, "name other conditions")


def _used(
    condition: Condition, conditions: Mapping[str, Condition], seen: frozenset[str]
) -> frozenset[str]:
    """Return the names that a condition refers to, directly or through others."""
    nested = (*condition.all_of, *condition.any_of, *condition.none_of)
    if condition.named and condition.named not in seen and condition.named in conditions:
        seen |= {condition.named}
        nested = (*nested, conditions[condition.named])
    for one in nested:
        seen |= _used(one, conditions, seen)
    return seen


def _exact(number: int | Decimal) -> Fraction:
    return Fraction(number)


def _cell_value(value: object) -> CellValue:
    """Return a value of the YAML as cells have them: numbers are fractions."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value  # type: ignore[return-value]  # text, yes/no, a day or nothing
    return Fraction(value)
