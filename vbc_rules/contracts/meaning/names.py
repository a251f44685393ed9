"""What `stream.clause` names, and what is said where it names nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.sections import SECTIONS, written_streams
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.language import Edition
from vbc_rules.language.sources import Source


def named_streams(document: Located, shape: Shape) -> dict[str, Pointer]:
    """Return where each stream stands, by its name; of two with one name, the first."""
    found: dict[str, Pointer] = {}
    for at, stream in written_streams(document):
        if document.has((*at, "name")) and shape.is_sound((*at, "name")):
            found.setdefault(stream["name"], at)
    return found


def has_unread_streams(document: Located, named: Collection[str]) -> bool:
    """Return whether a stream has no sound name, or a section of streams is no list."""
    whole = document.value if isinstance(document.value, dict) else {}
    lists = all(isinstance(whole.get(one, []), list) for one in SECTIONS)
    return not lists or len(named) < len(list(written_streams(document)))


@attrs.frozen
class Names:
    """The streams of a contract by name, and the models of those whose model is known.

    `code` is of the finding where a name is not among them. With `terms`, a name may also
    be that of a term of a model. With streams that are `unread`, because something is wrong
    with their names, nothing is said about a stream that may be one of them.
    """

    code: str
    streams: Collection[str]
    models: Mapping[str, Model]
    terms: bool = False
    unread: bool = False

    def unknown(self, source: Source, place: Place) -> Diagnostic | None:
        """Return the finding about a source that names nothing, None if it may name something."""
        if self.unread and source.use not in self.streams:
            return None
        if not source.clause or source.use not in self.streams:
            return self._stream(source, place)
        if source.use not in self.models:
            return None
        edition = last_edition(self.models[source.use])
        known = [*edition.clauses, *(edition.terms if self.terms else ())]
        if source.clause in known:
            return None
        near = did_you_mean(source.clause, known)
        meant = f"did you mean `{source.use}.{near}`?"
        hint = meant if near else f"its results are {', '.join(edition.results)}"
        message = f"The stream `{source.use}` has no clause `{source.clause}`."
        return Diagnostic(self.code, message, place, hint)

    def _stream(self, source: Source, place: Place) -> Diagnostic:
        name = source.use
        if name not in self.streams:
            near = did_you_mean(name, self.streams)
            meant = f"{near}.{source.clause}" if source.clause else near
            hint = f"did you mean `{meant}`?" if near else f"streams are {', '.join(self.streams)}"
            return Diagnostic(self.code, f"The contract has no stream `{name}`.", place, hint)
        results = last_edition(self.models[name]).results if name in self.models else ["clause"]
        message = f"`{name}` is a stream, but no clause of it is named."
        return Diagnostic(self.code, message, place, f"write `{name}.{results[0]}`")


def last_edition(model: Model) -> Edition:
    """Return the latest edition of a model."""
    return model.edition(model.edition_years()[-1])
