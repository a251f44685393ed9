"""The lock: exactly which engine, plugins and contracts a settlement was agreed with.

`vbc lock` writes it, and a command with `--locked` refuses anything else: another version,
other code under the same version, another contract under the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.json_text import pretty_json
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.hooks.content import content_sha256
from vbc_rules.hooks.origin import Origin
from vbc_rules.hooks.registry import Registry

VERSION = 1
ENGINE = "core"
"""The built-in plugin stands for the engine, whose distribution it is part of."""

_LARGEST = 10_000_000  # bytes of a lock file
_HINT = "install what the lock names, or write it anew with vbc lock after the change is agreed"


@attrs.frozen
class Locked:
    """One distribution: its version, and a hash of its code and data."""

    distribution: str
    version: str
    sha256: str


@attrs.frozen
class Lock:
    """Distributions by namespace, and the hash of each contract by id."""

    plugins: Mapping[str, Locked]
    contracts: Mapping[str, str]
    file: str = ""


def lock_of(contracts: Iterable[Contract], registry: Registry) -> Lock:
    """Return the lock of some contracts: what they use now."""
    listed = sorted(contracts, key=lambda one: one.id)
    namespaces = sorted({name for one in listed for name in used_namespaces(one)})
    plugins = {name: _locked(registry.origin(name)) for name in namespaces}
    return Lock(plugins, {one.id: one.sha256 for one in listed})


def used_namespaces(contract: Contract) -> set[str]:
    """Return the namespaces that a contract uses: listed, of its models and of its reports."""
    ids = [*(stream.model for stream in contract.streams), *contract.reports]
    return {ENGINE, *contract.plugins, *(one.partition(".")[0] for one in ids)}


def _locked(origin: Origin) -> Locked:
    found = content_sha256(origin)
    if found is None:
        raise refuse("VBC320", f"The code of plugin `{origin.namespace}` ({origin}) is not found.",
                     hint="run: vbc plugins doctor")  # fmt: skip
    return Locked(origin.distribution, origin.version, found)


def lock_text(lock: Lock) -> str:
    """Return a lock as JSON, in a fixed order, for a file under version control."""
    plugins = {name: attrs.asdict(one) for name, one in sorted(lock.plugins.items())}
    contracts = dict(sorted(lock.contracts.items()))
    return pretty_json({"version": VERSION, "plugins": plugins, "contracts": contracts})


def read_lock(path: Path) -> Lock:
    """Return the lock in a file.

    Raises:
        Refusal: VBC319 for anything that is no lock.
    """
    import json

    from vbc_rules.contracts.text_file import read_text

    text = read_text(path, _LARGEST)
    try:
        document: Any = json.loads(text)
        if document["version"] != VERSION:
            raise refuse("VBC319", "The lock was written by another version.", Place(str(path)),
                         "write it anew with vbc lock")  # fmt: skip
        plugins = {name: Locked(**one) for name, one in document["plugins"].items()}
        return Lock(plugins, dict(document["contracts"]), str(path))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("VBC319", "This is not a lock.", Place(str(path)),
                     "write it with vbc lock") from None  # fmt: skip


def require_locked(contract: Contract, registry: Registry, lock: Lock) -> None:
    """Refuse a contract or a plugin that is not exactly what the lock says.

    Raises:
        Refusal: VBC320 for each difference, all at once.
    """
    findings = tuple(_differences(contract, registry, lock))
    if findings:
        raise Refusal(findings)


def _differences(contract: Contract, registry: Registry, lock: Lock) -> Iterator[Diagnostic]:
    place = Place(lock.file)
    if contract.id not in lock.contracts:
        yield Diagnostic("VBC320", f"The lock has no contract `{contract.id}`.", place, _HINT)
    elif lock.contracts[contract.id] != contract.sha256:
        message = f"Contract `{contract.id}` is not the one that was locked."
        yield Diagnostic("VBC320", message, place, _HINT)
    for name in sorted(used_namespaces(contract)):
        told = _difference(registry.origin(name), lock.plugins.get(name))
        if told:
            yield Diagnostic("VBC320", told, place, _HINT)


def _difference(origin: Origin, locked: Locked | None) -> str:
    """Return how an installed plugin differs from the locked one, or nothing."""
    if locked is None:
        return f"The lock has no plugin `{origin.namespace}`."
    if (origin.distribution, origin.version) != (locked.distribution, locked.version):
        was = f"{locked.distribution} {locked.version}"
        return f"Plugin `{origin.namespace}` is {origin}, but {was} was locked."
    if content_sha256(origin) != locked.sha256:
        return f"The code of plugin `{origin.namespace}` ({origin}) is not what was locked."
    return ""
