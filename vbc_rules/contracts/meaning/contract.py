"""Stage two: does the contract make sense?

A check looks only at parts whose shape is sound, so that one mistake gives one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.meaning.entries import check_entries
from vbc_rules.contracts.meaning.episodes import check_episodes
from vbc_rules.contracts.meaning.relations import check_relations
from vbc_rules.contracts.meaning.terms import check_stream
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.open_terms import check_open_terms
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.hooks.registry import Registry


@attrs.frozen
class Review:
    """What the checks of meaning look at.

    `models` has the model of each stream whose model is known, by where the stream stands.
    """

    document: Located
    shape: Shape
    models: Mapping[Pointer, Model]
    registry: Registry

    def sound(self, *at: str | int) -> Any:  # noqa: ANN401 - plain data
        """Return the value at the pointer, or None where it is absent or its shape is wrong."""
        if not self.document.has(at) or not self.shape.is_sound(at):
            return None
        value = self.document.value
        for step in at:
            value = value[step]
        return value


def check_meaning(review: Review) -> Iterator[Diagnostic]:
    """Yield every finding about the meaning of a contract."""
    yield from _identity(review)
    yield from _plugins(review)
    yield from _term(review)
    yield from _streams(review)
    yield from check_entries(review.document, review.shape, review.models)
    yield from check_episodes(review.document, review.shape, review.models)
    yield from _feeds(review)
    yield from _settlement(review)
    yield from _measures(review)
    yield from _provisions(review)
    yield from _reports(review)


def named_models(
    document: Located, registry: Registry
) -> tuple[dict[Pointer, Model], list[Diagnostic]]:
    """Return the models of the streams by where these stand, and why the others have none."""
    models: dict[Pointer, Model] = {}
    findings: list[Diagnostic] = []
    for at, identifier in _model_ids(document):
        place = document.place_of((*at, "model"))
        if "." not in identifier:
            continue  # its shape is wrong, which stage one tells
        try:
            models[at] = registry.payment_model(identifier, place)
        except Refusal as refusal:
            findings += refusal.diagnostics
    return models, findings


def _model_ids(document: Located) -> Iterator[tuple[Pointer, str]]:
    """Yield the model of each stream, in a document of any shape."""
    for at, stream in written_streams(document):
        identifier = stream.get("model") if isinstance(stream, dict) else None
        if isinstance(identifier, str):
            yield at, identifier


def _identity(review: Review) -> Iterator[Diagnostic]:
    written = review.sound("contract")
    expected = PurePath(review.document.file).name.partition(".")[0]
    if written is not None and written != expected:
        yield Diagnostic(
            "VBC212",
            f"The contract `{written}` stands in a file of another name.",
            review.document.place_of(("contract",)),
            f"write `contract: {expected}`, or name the file {written}.yaml",
        )


def _plugins(review: Review) -> Iterator[Diagnostic]:
    for namespace, versions in (review.sound("plugins") or {}).items():
        place = review.document.key_place_of(("plugins", namespace))
        try:
            origin = review.registry.origin(namespace, place)
        except Refusal as refusal:
            yield from refusal.diagnostics
            continue
        yield from _version(review, namespace, versions, origin.version)


def _version(review: Review, namespace: str, written: str, installed: str) -> Iterator[Diagnostic]:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    place = review.document.place_of(("plugins", namespace))
    try:
        versions = SpecifierSet(written)
    except InvalidSpecifier:
        message = f"`{written}` is not a range of versions."
        yield Diagnostic("VBC204", message, place, 'write it like ">=0.1,<1"')
        return
    if not versions.contains(installed, prereleases=True):
        message = (
            f"The plugin `{namespace}` is installed in version {installed}, outside {written}."
        )
        hint = "install a version in the range, or agree on another range"
        yield Diagnostic("VBC203", message, place, hint)


def _listed(review: Review, at: Pointer, identifier: str) -> Iterator[Diagnostic]:
    """Yield a finding if the plugin of a model or report is used but not listed."""
    namespace, dot, _ = identifier.partition(".")
    plugins = review.sound("plugins")
    if not dot or plugins is None or namespace in plugins or namespace == BUILT_IN:
        return
    message = f"`{identifier}` is used, but its plugin `{namespace}` is not listed."
    hint = f'add `{namespace}: ">=…"` under `plugins:`'
    yield Diagnostic("VBC201", message, review.document.place_of(at), hint)


def _term(review: Review) -> Iterator[Diagnostic]:
    term = review.sound("term")
    if term and term["to"] < term["from"]:
        message = f"The term ends on {term['to']}, before it begins on {term['from']}."
        place = review.document.place_of(("term", "to"))
        yield Diagnostic("VBC205", message, place, "write the later day under `to:`")


def _streams(review: Review) -> Iterator[Diagnostic]:
    for at, model in review.models.items():
        yield from _listed(review, (*at, "model"), model.id)
        yield from check_stream(review.document, review.shape, at, model)
        yield from check_relations(review.document, review.shape, at, model)
        yield from check_open_terms(review.document, review.shape, at, model)
    names: set[str] = set()
    for at, _ in written_streams(review.document):
        name = review.sound(*at, "name")
        if name in names:
            message = f"Two streams have the name `{name}`."
            place = review.document.place_of((*at, "name"))
            yield Diagnostic("VBC211", message, place, "give each stream a name of its own")
        elif name is not None:
            names.add(name)


# What few contracts have is checked by modules that are imported for these only.


def _streams_have(review: Review, key: str) -> bool:
    streams = (stream for _, stream in written_streams(review.document))
    return any(isinstance(stream, dict) and key in stream for stream in streams)


def _feeds(review: Review) -> Iterator[Diagnostic]:
    if _streams_have(review, "facts"):
        from vbc_rules.contracts.meaning.feeds import check_feeds

        yield from check_feeds(review.document, review.shape, review.models)


def _settlement(review: Review) -> Iterator[Diagnostic]:
    if review.document.has(("settlement",)):
        from vbc_rules.contracts.meaning.steps import check_settlement

        yield from check_settlement(review.document, review.shape, review.models)


def _provisions(review: Review) -> Iterator[Diagnostic]:
    if review.document.has(("provisions",)):
        from vbc_rules.contracts.meaning.provisions import check_provisions

        yield from check_provisions(review.document, review.shape)


def _measures(review: Review) -> Iterator[Diagnostic]:
    if not _streams_have(review, "measures"):
        return
    from vbc_rules.contracts.meaning.measures import check_measures, written_measures

    for one in written_measures(review.document, review.shape):
        yield from _listed(review, one.at, one.id)
    yield from check_measures(review.document, review.shape, review.models, review.registry)


def _reports(review: Review) -> Iterator[Diagnostic]:
    for index, identifier in enumerate(review.sound("reports") or []):
        at: Pointer = ("reports", index)
        yield from _listed(review, at, identifier)
        try:
            review.registry.report_format(identifier, review.document.place_of(at))
        except Refusal as refusal:
            yield from refusal.diagnostics
