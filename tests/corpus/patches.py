"""Broken contracts as patches: which shipped contract, which text in place of which, what is found.

A file of the corpus is a list of groups, and each group says whose text its cases change:

    - of: example/harbor-shared-savings.yaml
      cases:
        - {case: a share written as 75, replace: "{value: 0.50,", by: "{value: 75,", finds: VBC104}

`of` is below contract_specs. `replace` stands there exactly once. `finds` is the code of the one
finding, which is on the line where the replaced text begins; a finding on another line is written
as `{code: text}`, with a text that stands on that line, or `{code: [text, …]}`; where a text stands
on several lines, each of them has the finding. An empty text means the file as a whole. In a group
about a book, `in` names the file beside it that is changed; in one about facts, `contract` names
what they are read for.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import yaml

from vbc_rules.agreements.load import check_book
from vbc_rules.contracts.load import check_contract, load_contract
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period

HERE = Path(__file__).parent
CONTRACTS = HERE.parents[1] / "contract_specs"
FILES = sorted(HERE.glob("*.yaml"))
GROUP_KEYS = {"of", "in", "contract", "period", "cases"}
CASE_KEYS = {"case", "replace", "by", "finds", "file"}

Expected = tuple[tuple[str, int], ...]
"""Codes, each with its line; 0 is the file as a whole."""


@attrs.frozen
class Patch:
    """One broken contract, book or file of facts."""

    group: Mapping[str, Any]
    case: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return what is wrong, in words."""
        return str(self.case["case"])

    @property
    def source(self) -> Path:
        """Return the shipped file that is checked."""
        return CONTRACTS / str(self.group["of"])

    @property
    def changed(self) -> Path:
        """Return the shipped file whose text is changed."""
        return self.source.with_name(self.group.get("in", self.source.name))

    def text(self) -> str:
        """Return the text of the changed file after the change."""
        good = self.changed.read_text(encoding="utf-8")
        count = good.count(self.case["replace"])
        assert count == 1, f"{self.name}: the text to replace stands {count} times in it"
        return good.replace(self.case["replace"], self.case["by"])

    def expected(self) -> Expected:
        """Return what must be found, in reading order."""
        text, finds = self.text(), self.case["finds"]
        if isinstance(finds, str):
            before = self.changed.read_text(encoding="utf-8").partition(self.case["replace"])[0]
            return ((finds, before.count("\n") + 1),)
        found = [
            (code, line)
            for code, texts in finds.items()
            for one in ([texts] if isinstance(texts, str) else texts)
            for line in self._lines(text, one)
        ]
        return tuple(sorted(found))

    def _lines(self, text: str, part: str) -> list[int]:
        """Return where a text stands: in the changed file, or else in the one that is checked."""
        if not part:
            return [0]
        for whole in (text, self.source.read_text(encoding="utf-8")):
            found = [number for number, line in enumerate(whole.splitlines(), 1) if part in line]
            if found:
                return found
        raise AssertionError(f"{self.name}: `{part}` stands nowhere")

    def found(self, registry: Registry) -> tuple[Diagnostic, ...]:
        """Write the patched file into the working folder, and return what is found in it."""
        for beside in self.source.parent.glob("*.yaml") if "in" in self.group or self.book else ():
            shutil.copyfile(beside, beside.name)
        Path(self.written).write_text(self.text(), encoding="utf-8", newline="")
        if self.book:
            return check_book(Path(self.source.name), registry)[1]
        if "contract" in self.group:
            return self._facts(registry)
        return check_contract(Path(self.written), registry)[1]

    @property
    def written(self) -> str:
        """Return the name of the patched file: that of the shipped one, unless the case says."""
        return str(self.case.get("file", self.changed.name))

    @property
    def book(self) -> bool:
        """Return whether a book is checked."""
        return self.source.name.endswith(".book.yaml")

    def _facts(self, registry: Registry) -> tuple[Diagnostic, ...]:
        contract = load_contract(CONTRACTS / self.group["contract"], registry)
        bound = bind(contract, registry, parse_period(str(self.group["period"])))
        try:
            read_facts(Path(self.written), bound.facts)
        except Refusal as refusal:
            return refusal.diagnostics
        return ()


def patches(file: Path) -> Iterator[Patch]:
    """Yield the cases of a file of the corpus."""
    for group in yaml.safe_load(file.read_text(encoding="utf-8")):
        assert set(group) <= GROUP_KEYS, group
        for case in group["cases"]:
            assert set(case) <= CASE_KEYS, case
            yield Patch(group, case)
