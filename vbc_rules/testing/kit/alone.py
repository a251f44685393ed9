"""What a process sees that has only just started, and loads nothing but the plugin.

`python -m vbc_rules.testing.kit.alone MODULE FILE` imports the plugin, settles its examples
and writes what it saw to a file.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.testing.kit.watch import Access, Watch, watching


def seen_alone(entry_point: str) -> dict[str, Any]:
    """Return findings, accesses and digests as plain data."""
    from importlib.util import find_spec

    from vbc_rules.testing.kit.subject import Subject

    module = entry_point.partition(":")[0]
    spec = find_spec(module.partition(".")[0])
    folders = list(spec.submodule_search_locations or []) if spec else []
    watch = Watch(folders[0] if folders else "\0", declaring=True)
    with watching(watch):
        problem = _imported(module)
        findings = problem or Subject.of(entry_point).findings
    digests = {} if findings else _digests(entry_point)
    return {
        "findings": [_described(one) for one in findings],
        "accesses": [_access(one) for one in watch.found],
        "digests": digests,
    }


def _imported(module: str) -> tuple[Diagnostic, ...]:
    """Import the plugin before anything that it might lean on without saying so."""
    try:
        importlib.import_module(module)
    except Refusal as refusal:
        return refusal.diagnostics
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's module raises
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"`{module}` cannot be imported alone: {said}"
        return (Diagnostic("VBC307", message, hint="import what it needs in the file itself"),)
    return ()


def _digests(entry_point: str) -> dict[str, str]:
    from vbc_rules.testing.kit.repeating import digests
    from vbc_rules.testing.kit.subject import Subject

    return digests(Subject.of(entry_point))


def _access(one: Access) -> dict[str, str]:
    return {"what": one.what, "name": one.name, "file": one.place.file,
            "line": str(one.place.line)}  # fmt: skip


def _described(one: Diagnostic) -> dict[str, str]:
    place = attrs.asdict(one.place) if one.place else {"file": "", "line": 0, "column": 0}
    return {"code": one.code, "message": one.message, "hint": one.hint,
            **{name: str(value) for name, value in place.items()}}  # fmt: skip


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(seen_alone(sys.argv[1])), encoding="utf-8")
