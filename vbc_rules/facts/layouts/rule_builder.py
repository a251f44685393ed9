"""From the rules of a layout's YAML to conditions and values: every name they use exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.layout import CellValue, Comparison, Condition, ValueRule
from vbc_rules.facts.layouts.schema import COMPARISONS
from vbc_rules.facts.layouts.sources import LayoutText

_CONDITION_FORMS = ("all", "any", "none", "named", "contract", "entry", "column", "ratio")
_VALUE_FORMS = ("column", "sum", "difference", "value", "met", "year_number", "cases")


class RuleBuilder:
    """Builds conditions and values from data that has their shape; what is wrong is in findings.

    `axis` and `entry` are those of the rule that is being built, empty for one that does not vary.
    """

    def __init__(self, text: LayoutText, findings: Findings) -> None:
        """Read the rules of a text."""
        self.text, self.value, self.findings = text, text.value, findings
        self.axis, self.entry = "", ""

    # ---- conditions

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

    # ---- values

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
            one_of=tuple(exact(number) for number in value.get("one_of", ())),
            within=exact(value.get("within", 0)),
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

    # ---- names and forms

    def _list(
        self, entries: Iterable[Any], at: Pointer, build: Callable[[Any, Pointer], Any]
    ) -> tuple[Any, ...]:
        return tuple(build(one, (*at, number)) for number, one in enumerate(entries))

    def _own(self, name: str) -> str:
        """Return the name of a column, with the entry that the rule is for, if any."""
        return f"{name}[{self.entry}]" if self.entry else name

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
            names = f"{section} are {', '.join(known)}" if known else f"it has no {section}"
            hint = suggestion(name, known, names)
            message = f"`{name}` is not one of the {section} of the layout."
            self.findings.add("VBC435", message, self.text.place_of(at), hint)
        per = known.get(name, {}).get("per", "") if section == "columns" else ""
        if per and per != self.axis:
            message = f"Column `{name}` varies by `{per}`, but the rule that names it does not."
            self.findings.add("VBC435", message, self.text.place_of(at), f"say `per: {per}`")
        return self._own(name) if per else name


def exact(number: int | Decimal) -> Fraction:
    """Return a number of the YAML as a fraction."""
    return Fraction(number)


def _cell_value(value: object) -> CellValue:
    """Return a value of the YAML as cells have them: numbers are fractions."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value  # type: ignore[return-value]  # text, yes/no, a day or nothing
    return Fraction(value)
