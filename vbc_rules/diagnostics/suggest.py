"""The name a person probably meant, and the hint that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

_LONGEST_NAME = 100
_LONGEST_LIST = 12
_SIMILAR_ENOUGH = 0.75
_BUILT_IN = "core"


def did_you_mean(name: str, known: Iterable[str], taken: Collection[str] = ()) -> str | None:
    """Return the known name most like `name`, or None where nothing is close enough.

    Names in `taken` are never suggested: they are already written beside `name`. A
    wrong neighbour misleads more than silence, so only a similarity above 0.75 counts.
    Equal similarities are decided by the alphabet.
    """
    if len(name) > _LONGEST_NAME:
        return None
    rated = [(_similarity(name, other), other) for other in set(known) - set(taken)]
    close = sorted((-rate, other) for rate, other in rated if rate > _SIMILAR_ENOUGH)
    return close[0][1] if close else None


def suggestion(
    name: str, known: Iterable[str], otherwise: str = "", taken: Collection[str] = ()
) -> str:
    """Return the hint for a name that is not known: what was probably meant, or `otherwise`."""
    return _hint(did_you_mean(name, known, taken), otherwise)


def id_suggestion(id: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint for an id, `plugin.name`, that is not known, as `suggestion` does."""
    return _hint(id_meant(id, known), otherwise)


def _hint(meant: str | None, otherwise: str) -> str:
    return f"did you mean `{meant}`?" if meant else otherwise


def id_meant(id: str, known: Iterable[str]) -> str | None:
    """Return the known id, `plugin.name`, most like `id`, or None where none is close enough.

    Names are compared, since a plugin that is right makes no name more alike; `id` may lack
    the plugin. Of equally near names the one of the most similar plugin is meant, then what
    is built in, then the first of the alphabet.
    """
    if len(id) > _LONGEST_NAME:
        return None
    plugin, _, name = id.rpartition(".")
    rated = []
    for other in set(known):
        of_plugin, _, of_name = other.rpartition(".")
        near, same = _similarity(name, of_name), _similarity(plugin, of_plugin)
        if near > _SIMILAR_ENOUGH:
            rated.append((-near, -same, of_plugin != _BUILT_IN, other))
    return min(rated)[-1] if rated else None


def meant_by(name: str, known: Iterable[str], called: str, taken: Collection[str] = ()) -> str:
    """Return a hint about a name among many: the one meant, those that hold it, or some.

    A name of a stream, `stream.name`, is meant by its last part. Entries of one name, as in
    `rate[adult]`, are one; of what there is (`called`: "clauses are") a few are told.
    """
    names = list(dict.fromkeys(one.partition("[")[0] for one in known if one not in taken))
    ends = [one for one in names if one.rpartition(".")[2] == name]
    meant = ends[0] if len(ends) == 1 else did_you_mean(name, names)
    if meant and not ends[1:]:
        return _hint(meant, "")
    if ends:
        return f"write one of {', '.join(ends)}"
    holding = [one for one in names if name and name.casefold() in one.casefold()]
    if holding:
        return f"this is in the names of {a_few(holding)}"
    return f"{called} {a_few(names)}"


def a_few(names: Sequence[str]) -> str:
    """Return the names, or the first twelve of them and how many there are."""
    if len(names) <= _LONGEST_LIST:
        return ", ".join(names)
    return f"{', '.join(names[:_LONGEST_LIST])}, … ({len(names)} in all)"


def _similarity(name: str, other: str) -> float:
    """Return a rank between 0 and 1; it is never part of an amount, so a float is right."""
    from difflib import SequenceMatcher

    if sorted(name.casefold()) == sorted(other.casefold()):
        return 1.0  # letters that changed places, the most common slip in a short word
    return SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False).ratio()
