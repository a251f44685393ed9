"""`vbc plugins conform`: the checks of the conformance kit, on an installed plugin or a wheel."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vbc_rules.cli.output import say_line, tell
from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.registry import Registry
from vbc_rules.testing.kit.checks import Outcome, outcomes
from vbc_rules.testing.kit.findings import sentences
from vbc_rules.testing.kit.subject import Subject
from vbc_rules.testing.kit.wheels import unpacked


def conform(plugin: str) -> bool:
    """Print which checks a plugin fails, and tell whether it fails none.

    Raises:
        Refusal: VBC301 or VBC305 for a namespace, VBC326 for a file that is no wheel of a
            plugin.
    """
    if plugin.endswith(".whl"):
        with tempfile.TemporaryDirectory() as folder, unpacked(Path(plugin), Path(folder)) as entry:
            return _conforms(Subject.of(entry))
    return _conforms(Subject.of(Registry.installed().origin(plugin).entry_point))


def _conforms(subject: Subject) -> bool:
    found = list(outcomes(subject))
    failed = [one for one in found if one.findings]
    say_line(plain(f"{subject.namespace}  {subject.origin}"))
    for one in failed:
        say_line("\n".join(map(plain, _told(one))))
    passed = len(found) - len(failed)
    if failed:
        say_line(f"{len(failed)} of {len(found)} checks failed")
    else:
        say_line(f"{passed} checks passed")
    if subject.findings:
        tell("the other checks need a plugin that loads")
    return not failed


def _told(outcome: Outcome) -> list[str]:
    about = f"  {outcome.model}" if outcome.model else ""
    return [
        f"FAILED {outcome.check}{about}",
        *(f"  {line}" for line in sentences(outcome.findings)),
    ]
