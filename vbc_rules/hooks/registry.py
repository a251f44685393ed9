"""The one object that hands out what plugins declare; it is passed to whoever needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.diagnostics.suggest import a_few, id_suggestion, suggestion
from vbc_rules.hooks import kinds
from vbc_rules.hooks.classification import Plugin, classify
from vbc_rules.hooks.declarations import (
    ContractCheck,
    ContractClassification,
    Example,
    FactLayout,
    LintRule,
    ModelAt,
    PluginInfo,
    PublishedProgram,
    ReportFormat,
)
from vbc_rules.hooks.discovery import find, load
from vbc_rules.hooks.kinds import Kind
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin, Origin
from vbc_rules.hooks.quality import Benchmark, BenchmarkReader, Measure
from vbc_rules.language import PaymentModel

T = TypeVar("T")
Model = type[PaymentModel]


class Registry:
    """What is installed. A plugin is imported when an id of its namespace is first asked for.

    Looking up by id raises a Refusal at `place` that names the reason: VBC301 no such
    plugin, VBC302 no such object, VBC303 not an id, VBC304 the plugin is broken, VBC305
    two distributions claim the namespace. Methods that list pass over broken plugins;
    `plugins` shows them.
    """

    def __init__(
        self,
        origins: Iterable[Origin],
        load: Callable[[Origin], object],
        admit: Callable[[Origin], object] = lambda _: None,
    ) -> None:
        """Know the origins of all plugins; `load` imports one of them.

        `admit` is asked before a plugin is imported, and raises a Refusal of one that may not be.
        """
        self._origins: dict[str, list[Origin]] = {}
        for origin in sorted(origins):
            self._origins.setdefault(origin.namespace, []).append(origin)
        self._load = load
        self._admit = admit
        self._plugins: dict[str, Plugin | BrokenPlugin] = {}
        self._declared: dict[tuple[str, str], dict[str, Any] | BrokenPlugin] = {}
        self._models: dict[str, Model | BrokenPlugin] = {}

    @classmethod
    def installed(
        cls,
        folders: Iterable[str] | None = None,
        admit: Callable[[Origin], object] = lambda _: None,
    ) -> Registry:
        """Return the plugins installed in `folders`, by default where Python looks."""
        return cls(find(sys.path if folders is None else folders), load, admit)

    @classmethod
    def of(cls, *plugins: object) -> Registry:
        """Return a registry of these modules or objects only, as tests need it."""
        given = {_origin_of(plugin, number): plugin for number, plugin in enumerate(plugins)}
        return cls(given, given.__getitem__)

    # ---- by id

    def payment_model(self, id: str, place: Place | None = None) -> type[PaymentModel]:
        """Return a payment model, imported now if its plugin only names it."""
        return self._model(self._one(kinds.PAYMENT_MODEL, id, place), place)

    def quality_measure(self, id: str, place: Place | None = None) -> Measure:
        """Return a quality measure."""
        return self._one(kinds.QUALITY_MEASURE, id, place)

    def benchmark_reader(self, id: str, place: Place | None = None) -> BenchmarkReader:
        """Return a reader of published benchmark files."""
        return self._one(kinds.BENCHMARK_READER, id, place)

    def report_format(self, id: str, place: Place | None = None) -> ReportFormat:
        """Return a report format."""
        return self._one(kinds.REPORT_FORMAT, id, place)

    def fact_layout(self, id: str, place: Place | None = None) -> FactLayout:
        """Return a layout."""
        return self._one(kinds.FACT_LAYOUT, id, place)

    def published_program(self, id: str, place: Place | None = None) -> PublishedProgram:
        """Return a program with published results."""
        return self._one(kinds.PUBLISHED_PROGRAM, id, place)

    def example(self, id: str, place: Place | None = None) -> Example:
        """Return an example."""
        return self._one(kinds.EXAMPLE, id, place)

    # ---- all, sorted by id

    def payment_models(self) -> tuple[type[PaymentModel], ...]:
        """Return every payment model."""
        return tuple(self._model(each, None) for each in self._all(kinds.PAYMENT_MODEL))

    def quality_measures(self) -> tuple[Measure, ...]:
        """Return every quality measure."""
        return self._all(kinds.QUALITY_MEASURE)

    def quality_benchmarks(self) -> tuple[Benchmark, ...]:
        """Return every benchmark that a plugin carries."""
        return self._all(kinds.QUALITY_BENCHMARK)

    def benchmark_readers(self) -> tuple[BenchmarkReader, ...]:
        """Return every reader of published benchmark files."""
        return self._all(kinds.BENCHMARK_READER)

    def report_formats(self) -> tuple[ReportFormat, ...]:
        """Return every report format."""
        return self._all(kinds.REPORT_FORMAT)

    def fact_layouts(self) -> tuple[FactLayout, ...]:
        """Return every layout."""
        return self._all(kinds.FACT_LAYOUT)

    def published_programs(self) -> tuple[PublishedProgram, ...]:
        """Return every program with published results."""
        return self._all(kinds.PUBLISHED_PROGRAM)

    def examples(self) -> tuple[Example, ...]:
        """Return every example."""
        return self._all(kinds.EXAMPLE)

    def contract_checks(self, namespaces: Iterable[str] | None = None) -> tuple[ContractCheck, ...]:
        """Return the checks of the plugins a contract lists, or of all that can be used.

        Raises:
            Refusal: VBC306 where two distributions give one code to their checks, and as
                for a look-up where a listed plugin cannot be used.
        """
        return self._coded(kinds.CONTRACT_CHECK, namespaces)

    def lint_rules(self, namespaces: Iterable[str] | None = None) -> tuple[LintRule, ...]:
        """Return the lint rules of some plugins, or of all that can be used; as the checks."""
        return self._coded(kinds.LINT_RULE, namespaces)

    def _coded(self, kind: Kind[T], namespaces: Iterable[str] | None) -> tuple[T, ...]:
        """Return objects that are told apart by their codes, sorted by these."""
        listed = self._usable() if namespaces is None else sorted(set(namespaces))
        claimed: dict[str, str] = {}
        found: dict[str, T] = {}
        for namespace in listed:
            for code, one in self._objects(namespace, kind, None).items():
                if code in claimed:
                    raise self._claimed_twice(kind.noun, code, claimed[code], namespace)
                claimed[code], found[code] = namespace, one
        return tuple(found[code] for code in sorted(found))

    def contract_classifications(
        self, namespaces: Iterable[str]
    ) -> tuple[ContractClassification, ...]:
        """Return the classifications of the plugins that a contract lists."""
        found = (
            self._objects(namespace, kinds.CONTRACT_CLASSIFICATION, None)
            for namespace in sorted(set(namespaces))
        )
        return tuple(one for objects in found for one in objects.values())

    # ---- provenance

    def namespaces(self) -> tuple[str, ...]:
        """Return the namespaces of all installed plugins, without importing any."""
        return tuple(self._origins)

    def origin(self, id: str, place: Place | None = None) -> Origin:
        """Return where a namespace, or the object with this id, comes from."""
        namespace = id.partition(".")[0]
        origins = self._origins.get(namespace, [])
        if not origins:
            raise self._unknown_plugin(namespace, place)
        if len(origins) > 1:
            raise Refusal([_conflict(origins, place)])
        return origins[0]

    def plugins(self) -> tuple[InstalledPlugin | BrokenPlugin, ...]:
        """Import everything and return what each plugin provides, or why it is broken."""
        return tuple(
            self._described(origin) for origins in self._origins.values() for origin in origins
        )

    # ---- how it is found

    def _one(self, kind: Kind[T], id: str, place: Place | None) -> T:
        if not kinds.ID.fullmatch(id):
            hint = "write plugin.name, with the plugin's short name before the point"
            raise refuse("VBC303", f"`{id}` is not the id of a {kind.noun}", place, hint)
        namespace = id.partition(".")[0]
        known = self._objects(namespace, kind, place)
        if id not in known:
            raise self._unknown_id(kind, id, list(known), place)
        return known[id]

    def _model(self, declared: type[PaymentModel] | ModelAt, place: Place | None) -> Model:
        if not isinstance(declared, ModelAt):
            return declared
        if declared.id not in self._models:
            origin = self.origin(declared.id)
            self._models[declared.id] = _attempt(origin, lambda: _imported(declared, origin))
        return _working(self._models[declared.id], place)

    def _all(self, kind: Kind[T]) -> tuple[T, ...]:
        found: dict[str, T] = {}
        for namespace in self._usable():
            found.update(self._objects(namespace, kind, None))
        return tuple(found[id] for id in sorted(found))

    def _usable(self) -> list[str]:
        """Return the namespaces of all plugins that are not broken."""
        described = self.plugins()
        return [each.origin.namespace for each in described if isinstance(each, InstalledPlugin)]

    def _objects(self, namespace: str, kind: Kind[T], place: Place | None) -> dict[str, T]:
        plugin = self._plugin(namespace, place)
        wanted = (namespace, kind.hook)
        if wanted not in self._declared:
            self._declared[wanted] = _attempt(plugin.origin, lambda: plugin.declared(kind))
        return _working(self._declared[wanted], place)

    def _plugin(self, namespace: str, place: Place | None) -> Plugin:
        origin = self.origin(namespace, place)
        if namespace not in self._plugins:
            self._admit(origin)
            checked = _attempt(origin, lambda: classify(self._load(origin), origin))
            self._plugins[namespace] = checked
        return _working(self._plugins[namespace], place)

    def _described(self, origin: Origin) -> InstalledPlugin | BrokenPlugin:
        try:
            plugin = self._plugin(origin.namespace, None)
            provided = {
                kind.noun: tuple(self._objects(origin.namespace, kind, None))
                for kind in kinds.KINDS
            }
            for each in self._objects(origin.namespace, kinds.PAYMENT_MODEL, None).values():
                self._model(each, None)
        except Refusal as refusal:
            return BrokenPlugin(origin, _causes(refusal))
        return InstalledPlugin(origin, plugin.info.title, plugin.info.homepage, provided)

    # ---- refusals

    def _unknown_plugin(self, namespace: str, place: Place | None) -> Refusal:
        installed = ", ".join(self._origins) or "none"
        hint = suggestion(namespace, self._origins, f"installed are: {installed}")
        return refuse("VBC301", f"no plugin `{namespace}` is installed", place, hint)

    def _unknown_id(self, kind: Kind[T], id: str, known: list[str], place: Place | None) -> Refusal:
        origin = self.origin(id)
        hint = id_suggestion(id, known, f"it has: {a_few(known) or 'none'}")
        message = f"plugin `{origin.namespace}` ({origin}) has no {kind.noun} `{id}`"
        return refuse("VBC302", message, place, hint)

    def _claimed_twice(self, noun: str, code: str, first: str, second: str) -> Refusal:
        one, other = self.origin(first), self.origin(second)
        message = f"{one} and {other} both have a {noun} {code}"
        hint = f'keep one: pip uninstall "{one.distribution}" or "{other.distribution}"'
        return refuse("VBC306", message, hint=hint)


def _imported(declared: ModelAt, origin: Origin) -> Model:
    """Return the model that a plugin names.

    Raises:
        Refusal: VBC307 if it cannot be imported, VBC314 if it is another object.
    """
    found: Any = load(attrs.evolve(origin, entry_point=declared.place))
    if kinds.is_model(found) and found.id == declared.id:
        model: Model = found
        return model
    message = f"`{declared.place}` of plugin `{origin.namespace}` ({origin}) is no `{declared.id}`"
    raise refuse("VBC314", message, hint="name the PaymentModel class that has this id")


def _attempt(origin: Origin, work: Callable[[], T]) -> T | BrokenPlugin:
    """Return the result of `work`, or what broke the plugin: it is tried only once."""
    try:
        return work()
    except Refusal as refusal:
        return BrokenPlugin(origin, refusal.diagnostics)


def _working(result: T | BrokenPlugin, place: Place | None) -> T:
    if isinstance(result, BrokenPlugin):
        message = f"plugin `{result.origin.namespace}` ({result.origin}) is broken"
        hint = "run: vbc plugins"
        raise Refusal([Diagnostic("VBC304", message, place, hint), *result.findings])
    return result


def _causes(refusal: Refusal) -> tuple[Diagnostic, ...]:
    """Return the findings without the sentence that the plugin is broken."""
    return tuple(each for each in refusal.diagnostics if each.code != "VBC304")


def _conflict(origins: list[Origin], place: Place | None) -> Diagnostic:
    claimants = " and ".join(str(origin) for origin in origins)
    names = " or ".join(f'"{origin.distribution}"' for origin in origins)
    message = f"{claimants} both claim the namespace `{origins[0].namespace}`"
    return Diagnostic("VBC305", message, place, hint=f"keep one: pip uninstall {names}")


def _origin_of(plugin: object, number: int) -> Origin:
    """Return the origin of a plugin that is given, not found: its name stands for the rest."""
    name = str(getattr(plugin, "__name__", type(plugin).__name__))
    info = plugin.vbc_plugin() if hasattr(plugin, "vbc_plugin") else None
    namespace = info.namespace if isinstance(info, PluginInfo) else name
    return Origin(namespace, name, "0", f"{name}#{number}")
