"""Checks that the same facts give the same bytes, and that nothing else is read for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.reports.rendering import rendered
from vbc_rules.statements.settlement import Settlement
from vbc_rules.testing.kit.examples import generic_formats
from vbc_rules.testing.kit.findings import CHANGING, READING, Findings, told
from vbc_rules.testing.kit.fresh import SEEDS, fresh_runs
from vbc_rules.testing.kit.subject import Subject
from vbc_rules.testing.kit.watch import Access, Watch, watching


def gives_the_same_bytes(subject: Subject) -> Findings:
    """Settled and rendered again, also in processes with other hashes, the bytes are the same."""
    first = digests(subject)
    others = [("a second time", digests(subject, again=True))]
    for seed, run in zip(SEEDS, fresh_runs(subject), strict=True):
        if not run.findings:  # a plugin that does not load alone is told elsewhere
            others.append((f"in a process with PYTHONHASHSEED={seed}", dict(run.digests)))
    told_of: set[str] = set()
    for when, other in others:
        for name, digest in first.items():
            if other.get(name) != digest and name not in told_of:
                told_of.add(name)
                message = f"{name} gives other bytes {when}."
                hint = "sort what comes from a set, and read no clock and no chance"
                yield told(CHANGING, message, None, hint)


def reads_nothing(subject: Subject) -> Findings:
    """While it settles, checks and renders, the plugin reads no network, file or clock."""
    if subject.folder is None:
        return
    digests(subject)  # modules that are imported late are imported now
    watch = Watch(str(subject.folder))
    with watching(watch):
        _use(subject)
    for one in sorted(watch.found):
        yield told(READING, _sentence(one), one.place,
                   "make it a fact, a parameter of the contract, or a dated constant")  # fmt: skip


def digests(subject: Subject, *, again: bool = False) -> dict[str, str]:
    """Return a hash of what each format makes of each example, settled `again` or as it was."""
    found = {}
    for name, form, settlements in _rendered(subject, again=again):
        try:
            data = rendered(form, settlements)
        except Refusal:  # `its_examples_render_without_loss` tells it
            continue
        found[f"{name} in {form.id}"] = hashlib.sha256(data).hexdigest()
    return found


def _use(subject: Subject) -> None:
    """Run everything of the plugin that can run between a contract and its reports."""
    for situation in subject.situations[:3]:
        situation.again()
    own = {form.id for form in subject.own.report_formats()}
    for _, form, settlements in _rendered(subject):
        if form.id not in own:
            continue
        try:
            form.render(settlements)
        except Exception:  # noqa: BLE001, S112 - noted by the watch, or told elsewhere
            continue
    for check in subject.own.contract_checks():
        for path in subject.contract_files:
            contract, _ = subject.contract(path)
            try:
                list(check.check(contract) if contract else ())
            except Exception:  # noqa: BLE001, S112 - the same
                continue


def _rendered(
    subject: Subject, *, again: bool = False
) -> Iterator[tuple[str, ReportFormat, list[Settlement]]]:
    formats = (*generic_formats(subject), *subject.own.report_formats())
    for example in subject.own.examples():
        found = [one.again() if again else one.settlement for one in subject.settled(example.id)]
        for form in formats if found else ():
            yield f"Example {example.id}", form, found


def _sentence(one: Access) -> str:
    name = Path(one.name).name if one.what == "a file" else one.name
    return f"The plugin reads {one.what} ({name}) while it settles or renders."
