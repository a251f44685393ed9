"""Find plugins without importing them, and import one when it is needed."""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.hooks.origin import Origin

GROUP = "vbc_rules"
"""The entry-point group; the name of an entry point is the namespace of its plugin."""

_HOOKS = str(Path(__file__).parent)


def find(folders: Iterable[str]) -> tuple[Origin, ...]:
    """Return the plugins installed in `folders` (usually `sys.path`), sorted.

    Reads what installers write, `*.dist-info/entry_points.txt`, and nothing else:
    `importlib.metadata` gives the same answer, but takes longer to import than a
    contract takes to validate. A distribution seen again further down the path is
    ignored, as Python itself would.
    """
    seen: set[str] = set()
    origins: list[Origin] = []
    for folder in folders:
        for info in sorted(Path(folder).glob("*.dist-info")):
            distribution, version = _name_and_version(info)
            if distribution not in seen:
                seen.add(distribution)
                origins.extend(
                    Origin(namespace, distribution, version, entry_point)
                    for namespace, entry_point in _entries(info)
                )
    return tuple(sorted(origins))


def distributions(folders: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield name, version and folder of every distribution with plugins, also hidden ones."""
    for folder in folders:
        for info in sorted(Path(folder).glob("*.dist-info")):
            if any(_entries(info)):
                yield (*_name_and_version(info), folder)


def version_of(distribution: str, folders: Iterable[str]) -> str:
    """Return the version of a distribution in `folders`, read as `find` reads it."""
    for folder in folders:
        for info in sorted(Path(folder).glob("*.dist-info")):
            name, version = _name_and_version(info)
            if name == distribution:
                return version
    from importlib.metadata import version as in_another_form

    return in_another_form(distribution)


def load(origin: Origin) -> object:
    """Import the plugin. What it prints goes to standard error: a report is not mixed with it.

    Raises:
        Refusal: VBC307 with the reason, and the findings of a model that is badly defined.
    """
    module, _, attribute = origin.entry_point.partition(":")
    try:
        with aside():
            plugin: object = importlib.import_module(module)
        for name in filter(None, attribute.split(".")):
            plugin = getattr(plugin, name)
    except (Exception, SystemExit) as error:  # whatever a stranger's module raises
        message = f"plugin `{origin.namespace}` ({origin}) cannot be imported"
        raise failure("VBC307", message, error, _mend(error, origin.distribution)) from error
    return plugin


def _mend(error: BaseException, distribution: str) -> str:
    """Say what mends an import: what is not there is installed, what is wrong is corrected."""
    anew = f'run: pip install --force-reinstall "{distribution}"'
    return (
        anew
        if isinstance(error, ImportError)
        else f"correct that line; of a plugin that is not yours, {anew}"
    )


@contextlib.contextmanager
def aside() -> Iterator[None]:
    """Send what a plugin's code prints to standard error, unless someone listens already."""
    if sys.stdout is not sys.__stdout__:
        yield
        return
    with contextlib.redirect_stdout(sys.stderr):
        yield


def failure(code: str, message: str, error: BaseException, hint: str) -> Refusal:
    """Return a refusal that says what a plugin's own code raised, and in which line."""
    inner = error.diagnostics if isinstance(error, Refusal) else ()
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    place = inner[0].place if inner else _raised_at(error)
    return Refusal([Diagnostic(code, f"{message}: {said}", place, hint), *inner])


def _name_and_version(info: Path) -> tuple[str, str]:
    """Read both from the name of the folder, where installers must write them."""
    name, _, version = info.name.removesuffix(".dist-info").partition("-")
    return re.sub(r"[-_.]+", "-", name).lower(), version


def _entries(info: Path) -> Iterator[tuple[str, str]]:
    """Yield name and object of each entry point in our group."""
    try:
        declared = (info / "entry_points.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:  # most distributions have no entry points
        return
    section = ""
    for line in map(str.strip, declared.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, entry_point = line.partition("=")
            yield name.strip(), entry_point.partition("[")[0].strip()


def _raised_at(error: BaseException) -> Place | None:
    """Return the innermost line outside of the import machinery and this package."""
    import traceback

    if isinstance(error, SyntaxError) and error.filename:
        return Place(error.filename, error.lineno or 0, error.offset or 0)
    own = ("<frozen", importlib.__file__, _HOOKS)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [(each.filename, each.lineno) for each in frames if not each.filename.startswith(own)]
    return Place(lines[-1][0], lines[-1][1] or 0, 1) if lines else None
