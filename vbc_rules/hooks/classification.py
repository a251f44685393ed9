"""Check a plugin against the specification, and what its hooks declare."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar, cast

import attrs
import pluggy

from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.hooks import specification
from vbc_rules.hooks.declarations import API_VERSION, PluginInfo
from vbc_rules.hooks.discovery import aside, failure
from vbc_rules.hooks.kinds import CHECK_CODE, CONTRACT_CHECK, ID, LINT_RULE, Kind
from vbc_rules.hooks.origin import Origin

T = TypeVar("T")


@attrs.frozen(eq=False)
class Plugin:
    """A plugin that fits the specification. What it declares is asked for hook by hook."""

    origin: Origin
    info: PluginInfo
    manager: pluggy.PluginManager

    def declared(self, kind: Kind[T]) -> dict[str, T]:
        """Return the objects of one kind by id, sorted.

        Raises:
            Refusal: VBC313 where the hook raises, VBC314 to VBC316 for objects of a wrong
                type, with a malformed id or an id of another namespace, or declared twice.
        """
        values = _answers(self.manager, self.origin, kind.hook)
        findings = [*_wrong_types(self.origin, kind, values)]
        objects = [cast("T", value) for value in values if kind.accepts(value)]
        keys = [kind.key(each) for each in objects]
        findings += [*_wrong_keys(self.origin, kind, keys), *_repeated(self.origin, kind, keys)]
        if findings:
            raise Refusal(findings)
        return dict(sorted(zip(keys, objects, strict=True)))


def classify(plugin: object, origin: Origin) -> Plugin:
    """Return the plugin, checked against the specification.

    Raises:
        Refusal: VBC308 to VBC312 with everything that does not fit.
    """
    manager = pluggy.PluginManager(specification.PROJECT)
    manager.add_hookspecs(specification)
    findings = [*_unmarked(plugin, origin), *_misfits(manager, plugin, origin)]
    if findings:
        raise Refusal(findings)
    return Plugin(origin, _information(manager, origin), manager)


def _unmarked(plugin: object, origin: Origin) -> Iterator[Diagnostic]:
    """Yield functions named like hooks that pluggy would pass over in silence."""
    for name, value in inspect.getmembers(plugin, inspect.isroutine):
        marked = hasattr(value, f"{specification.PROJECT}_impl")
        if name.startswith("vbc_") and not marked:
            message = f"plugin `{origin.namespace}` defines `{name}` without marking it as a hook"
            yield Diagnostic("VBC311", message, hint="write @hookimpl above it")


def _misfits(manager: pluggy.PluginManager, plugin: object, origin: Origin) -> Iterator[Diagnostic]:
    try:
        manager.register(plugin, origin.namespace)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        unknown = list(_unknown_hooks(manager, plugin, origin))
        yield from unknown or [_misfit(origin, error)]


def _unknown_hooks(
    manager: pluggy.PluginManager, plugin: object, origin: Origin
) -> Iterator[Diagnostic]:
    known = [name for name in vars(specification) if name.startswith("vbc_")]
    callers = manager.get_hookcallers(plugin) or []
    for name in sorted(caller.name for caller in callers if not caller.has_spec()):
        hint = suggestion(name, known, f"the hooks are: {', '.join(known)}")
        message = f"plugin `{origin.namespace}` implements an unknown hook `{name}`"
        yield Diagnostic("VBC310", message, hint=hint)


def _misfit(origin: Origin, error: pluggy.PluginValidationError) -> Diagnostic:
    hook = str(error).partition("for hook '")[2].partition("'")[0]
    message = f"hook `{hook}` of plugin `{origin.namespace}` does not fit the specification"
    return Diagnostic("VBC312", message, hint=f"write: def {hook}() without arguments")


def _information(manager: pluggy.PluginManager, origin: Origin) -> PluginInfo:
    hook = manager.hook.vbc_plugin
    answers = [_call(implementation, origin, hook.name) for implementation in hook.get_hookimpls()]
    if not answers or not isinstance(answers[0], PluginInfo):
        message = f"plugin `{origin.namespace}` does not say who it is"
        raise refuse("VBC308", message, hint="implement vbc_plugin and return one PluginInfo")
    return _fitting(answers[0], origin)


def _fitting(info: PluginInfo, origin: Origin) -> PluginInfo:
    if info.namespace != origin.namespace:
        message = f"plugin `{origin.namespace}` calls itself `{info.namespace}`"
        raise refuse("VBC308", message, hint="entry point and PluginInfo name one namespace")
    if info.api != API_VERSION:
        message = (
            f"plugin `{origin.namespace}` ({origin}) was written for version {info.api} of the "
            f"hooks, and version {API_VERSION} is installed"
        )
        newer = "vbc-rules" if info.api > API_VERSION else origin.distribution
        raise refuse("VBC309", message, hint=f'run: pip install --upgrade "{newer}"')
    return info


def _answers(manager: pluggy.PluginManager, origin: Origin, hook: str) -> list[object]:
    values: list[object] = []
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        answer = _call(implementation, origin, hook)
        if not isinstance(answer, list):
            message = f"`{hook}` of plugin `{origin.namespace}` returns no list"
            raise refuse("VBC314", message, hint="return a list, which may be empty")
        values.extend(answer)
    return values


def _call(implementation: pluggy.HookImpl, origin: Origin, hook: str) -> object:
    try:
        with aside():
            return implementation.function()
    except (Exception, SystemExit) as error:  # whatever a stranger's code raises
        message = f"`{hook}` of plugin `{origin.namespace}` ({origin}) failed"
        hint = f"tell the authors of {origin.distribution}"
        raise failure("VBC313", message, error, hint) from error


def _wrong_types(origin: Origin, kind: Kind[T], values: Sequence[object]) -> Iterator[Diagnostic]:
    for value in values:
        if not kind.accepts(value):
            message = f"`{kind.hook}` of plugin `{origin.namespace}` returns {value!r}"
            yield Diagnostic("VBC314", message, hint=f"each entry must be {kind.expected}")


def _wrong_keys(origin: Origin, kind: Kind[T], keys: Sequence[str]) -> Iterator[Diagnostic]:
    is_check = kind.hook in {CONTRACT_CHECK.hook, LINT_RULE.hook}
    hint = "write ACME101" if is_check else f"write {origin.namespace}.name, in small letters"
    for key in keys:
        fits = bool(CHECK_CODE.fullmatch(key)) if is_check else _is_own_id(key, origin)
        if not fits:
            message = f"plugin `{origin.namespace}` gives a {kind.noun} the name `{key}`"
            yield Diagnostic("VBC315", message, hint=hint)


def _is_own_id(key: str, origin: Origin) -> bool:
    return bool(ID.fullmatch(key)) and key.startswith(f"{origin.namespace}.")


def _repeated(origin: Origin, kind: Kind[T], keys: Sequence[str]) -> Iterator[Diagnostic]:
    for key, times in sorted(Counter(keys).items()):
        if times > 1:
            message = f"plugin `{origin.namespace}` declares the {kind.noun} `{key}` twice"
            yield Diagnostic("VBC316", message, hint="every id is declared once")
