"""Where a plugin comes from, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vbc_rules.diagnostics import Diagnostic

BUILT_IN = "core"
"""The namespace of the plugin that comes with the engine, in whose distribution it is.

A contract need not list it, and a lock names it for the engine.
"""


@attrs.frozen(order=True)
class Origin:
    """The entry point of a plugin and the distribution that installed it.

    Sorting origins gives the same order on every machine. `entry_point` is what is
    imported, as `package.module` or `package.module:object`.
    """

    namespace: str
    distribution: str
    version: str
    entry_point: str

    def __str__(self) -> str:
        """Return distribution and version, as a person names them."""
        return f"{self.distribution} {self.version}"


@attrs.frozen
class InstalledPlugin:
    """A plugin that can be used. `provides` gives its ids by kind, such as `payment model`."""

    origin: Origin
    title: str
    homepage: str
    provides: Mapping[str, tuple[str, ...]]


@attrs.frozen
class BrokenPlugin:
    """A plugin that cannot be used, and why; only what names it fails."""

    origin: Origin
    findings: tuple[Diagnostic, ...]

    @property
    def reason(self) -> str:
        """Return all findings as sentences in one line."""
        return "; ".join(finding.message for finding in self.findings)
