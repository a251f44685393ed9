"""The lock: exactly which engine, plugins and contracts a settlement was agreed with.

`vbc lock` writes it, and a command with `--locked` refuses anything else: another version,
other code under the same version, another contract under the same name. It does so from
what installers wrote and from the bytes of files, before any plugin is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.hooks.content import content_sha256
from vbc_rules.hooks.origin import BUILT_IN, Origin
from vbc_rules.hooks.registry import Registry

VERSION = 1

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
    """Return the namespaces that a contract uses: listed, of its models and of its reports.

    Those of its measures are listed, or the contract would not be valid.
    """
    ids = [*(stream.model for stream in contract.streams), *contract.reports]
    return {BUILT_IN, *contract.plugins, *(one.partition(".")[0] for one in ids)}


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

    from vbc_rules.contracts.text.text_file import read_text

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


class Lockkeeper:
    """Holds what is about to be used against a lock; nothing of a plugin runs for it."""

    def __init__(self, lock: Lock) -> None:
        """Keep to a lock."""
        self._lock = lock
        self._told: dict[Origin, str] = {}

    def require(self, document: Located, registry: Registry, ids: Iterable[str] = ()) -> None:
        """Refuse a contract, as it is written, and plugins that are not what the lock says.

        `ids` are of objects that are used besides what the contract names.

        Raises:
            Refusal: VBC320 for each difference, VBC301 for a plugin that is not installed and
                VBC305 for one that is installed twice, all at once.
        """
        named = {one.partition(".")[0]: None for one in ids}
        places = {BUILT_IN: None, **named, **_written_namespaces(document)}
        findings = list(self._contract_differs(document))
        for namespace, place in sorted(places.items()):
            try:
                self.admit(registry.origin(namespace, place))
            except Refusal as refusal:
                findings += refusal.diagnostics
        if findings:
            raise Refusal(findings)

    def admit(self, origin: Origin) -> None:
        """Refuse a plugin that is not what the lock says: a registry asks before it imports.

        Raises:
            Refusal: VBC320.
        """
        if origin not in self._told:
            self._told[origin] = _difference(origin, self._lock.plugins.get(origin.namespace))
        if told := self._told[origin]:
            raise Refusal([self._finding(told)])

    def _contract_differs(self, document: Located) -> Iterator[Diagnostic]:
        written = document.value.get("contract") if isinstance(document.value, dict) else None
        id = written if isinstance(written, str) else document.file
        if id not in self._lock.contracts:
            yield self._finding(f"The lock has no contract `{id}`.")
        elif self._lock.contracts[id] != document.sha256:
            yield self._finding(f"Contract `{id}` is not the one that was locked.")

    def _finding(self, told: str) -> Diagnostic:
        return Diagnostic("VBC320", told, Place(self._lock.file), _HINT)


def _written_namespaces(document: Located) -> dict[str, Place]:
    """Return the namespaces that a document of any shape names, and where it does so first."""
    places: dict[str, Place] = {}
    for id, at in chain(_listed(document), _named(document)):
        if isinstance(id, str) and (namespace := id.partition(".")[0]):
            places.setdefault(namespace, document.key_place_of(at))
    return places


def _listed(document: Located) -> Iterator[tuple[str, Pointer]]:
    listed = document.value.get("plugins") if isinstance(document.value, dict) else None
    for namespace in listed if isinstance(listed, dict) else ():
        yield namespace, ("plugins", namespace)


def _named(document: Located) -> Iterator[tuple[object, Pointer]]:
    """Yield the ids of models, measures and reports, whatever stands in their places."""
    for at, stream in written_streams(document):
        if isinstance(stream, dict):
            yield stream.get("model"), (*at, "model")
            measures = stream.get("measures")
            for entry, id in measures.items() if isinstance(measures, dict) else ():
                yield id, (*at, "measures", entry)
    reports = document.value.get("reports") if isinstance(document.value, dict) else None
    for index, id in enumerate(reports if isinstance(reports, list) else ()):
        yield id, ("reports", index)


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
