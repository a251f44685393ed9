"""From a layout's YAML to a Layout: every name it uses exists, every rule says one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.layout import (
    AxisRule,
    Cause,
    ColumnRule,
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
from vbc_rules.facts.layouts.rule_builder import RuleBuilder, exact
from vbc_rules.facts.layouts.sources import read_layout_text
from vbc_rules.hooks.declarations import FactLayout


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


class _Builder(RuleBuilder):
    """Builds a layout from data that has the shape of one."""

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
        header, rows = value.get("header"), value.get("rows")
        return FileRule(
            has=tuple(value.get("has", ())),
            has_not=value.get("has_not", {}),
            latest=self._latest(value["latest"]) if "latest" in value else None,
            missing_label=self._missing_label(value["missing_label"])
            if "missing_label" in value
            else None,
            header=HeaderLines(**header) if header else None,
            row_per=self._row_per(value["row_per"]) if "row_per" in value else None,
            records=value.get("records", ""),
            rows=self._condition(rows, ("file", "rows")) if rows else None,
        )

    def _latest(self, value: Mapping[str, Any]) -> LatestDate:
        column = self._name(value["column"], ("file", "latest", "column"))
        return LatestDate(column, value.get("from"), value.get("to"))

    def _missing_label(self, value: Mapping[str, Any]) -> MissingLabel:
        place = self.text.place_of(("file", "missing_label"))
        return MissingLabel(value["heading"], value["before"], place)

    def _row_per(self, value: Mapping[str, Any]) -> RowPer:
        axis = self._name(value["axis"], ("file", "row_per", "axis"), "axes")
        return RowPer(axis, value["heading"])

    def _column(self, value: Mapping[str, Any], at: Pointer) -> ColumnRule:
        between = [exact(number) for number in value.get("largest_between", ())]
        words = {word.casefold(): exact(one) for word, one in value.get("words", {}).items()}
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
            printed_to=exact(value["printed_to"]) if "printed_to" in value else None,
            absolute=value.get("absolute", False),
            followed_by=tuple(value.get("followed_by", ())),
        )

    def _heading(self, heading: str) -> str:
        """Return a heading with the entry in its place, as headings write it."""
        if not self.entry:
            return heading
        written = self.value["axes"][self.axis]["entries"][self.entry]
        return heading.replace(f"{{{self.axis}}}", written)

    # ---- what the layout decides

    def _contract(self, value: Mapping[str, Any], at: Pointer) -> ContractCase:
        return ContractCase(self._optional_condition(value, "when", at), value["contract"])

    def _published(self, value: Mapping[str, Any], at: Pointer) -> Published:
        return Published(
            clause=value["clause"],
            value=self._value(value["value"], (*at, "value")),
            printed_to=exact(value["printed_to"]),
            tolerance=exact(value["tolerance"]),
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
