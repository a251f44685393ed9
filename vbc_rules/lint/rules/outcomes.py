"""Terms that decide nothing: limits that never bind, gates that are always or never met."""

from __future__ import annotations

from collections.abc import Iterator

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.lint.outlook import Decision, numbers
from vbc_rules.lint.subject import LintedContract, WrittenTerm

_LIMITS = ("limit", "cap", "ceiling", "maximum")
_SHARES = ("share", "sharing", "sharing_rate", "loss_rate")


def limits_that_never_bind(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the limits, and floors, that no amount can reach."""
    for term, one in _decided(subject, ("left", "right")):
        word = "never more than" if one.op == "lesser" else "never less than"
        message = f"`{term.name}` never binds: what it limits is {word} it."
        yield _at(subject, "VBC933", message, term, "leave it out, or mend the number")


def gates_always_met(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the conditions that hold whatever the facts are."""
    for term, one in _decided(subject, ("always",)):
        message = f"The condition of `{term.name}`{_of(one)} always holds."
        yield _at(subject, "VBC934", message, term, "mend the number, or leave the condition out")


def gates_never_met(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the conditions that fail whatever the facts are."""
    for term, one in _decided(subject, ("never",)):
        message = f"The condition of `{term.name}`{_of(one)} never holds."
        yield _at(subject, "VBC935", message, term, "mend the number: no facts can meet it")


def streams_that_pay_nothing(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the streams of payment whose dollars are 0 whatever the facts are."""
    for stream in subject.streams:
        if stream.pays and stream.stated.name in _idle(subject):
            message = f"`{stream.stated.name}` pays 0 in every year, whatever the facts are."
            hint = "mend the term that makes it 0"
            yield subject.on_key("VBC937", message, stream.at, hint)


def limits_of_zero(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the limits of 0, which take everything away."""
    for term in subject.terms:
        words = set(term.name.rpartition(".")[2].split("_"))
        is_zero = term.dated.value == 0 and not isinstance(term.dated.value, bool)
        if is_zero and words & set(_LIMITS):
            message = f"`{term.name}` is 0: it takes everything away that it limits."
            hint = "leave it out where nothing is limited"
            yield _at(subject, "VBC941", message, term, hint)


def minimums_of_zero_shares(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the minimums in streams of which a share is 0, so that they decide nothing."""
    for term in _idle_terms(subject):
        zero = _zero_share(subject, term)
        if zero and _is_minimum(term):
            message = f"`{term.name}` decides nothing, as `{zero}` is 0."
            hint = f"mend `{zero}`, or agree on a minimum of 0"
            yield _at(subject, "VBC942", message, term, hint)


def facts_that_decide_nothing(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the facts that must be reported, and change no result under these terms."""
    read: dict[str, str] = {}
    for outlook in subject.outlooks:
        for stream in outlook.bound.streams:
            if stream.name not in _idle(subject):
                own = {name for name in outlook.facts if name.startswith(stream.prefix)}
                read.update(dict.fromkeys(own, stream.name))
    moving = frozenset().union(*(one.moving for one in subject.outlooks))
    for name in sorted(set(read) - moving):
        stream_name = read[name]
        message = f"The fact `{name}` must be reported, and decides nothing under these terms."
        at = next(one.at for one in subject.streams if one.stated.name == stream_name)
        hint = "look for the term that should read it"
        yield subject.on_key("VBC943", message, at, hint)


def terms_that_decide_nothing(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the terms on which no result depends under the other terms."""
    told = {one.dated.place for one, _ in _decided(subject, ("left", "right"))}
    for term in _idle_terms(subject):
        by_share = _zero_share(subject, term) and _is_minimum(term)
        if not by_share and term.dated.place not in told:
            message = f"`{term.name}` decides nothing under the other terms."
            yield _at(subject, "VBC944", message, term, "leave it out, or mend the other terms")


# ---- what the outlooks of all years have in common


def _decided(
    subject: LintedContract, outcomes: tuple[str, ...]
) -> Iterator[tuple[WrittenTerm, Decision]]:
    """Yield the values of terms for which a comparison comes out one way in every year."""
    seen: set[tuple[Place, Place, tuple[str, ...]]] = set()
    for number, outlook in enumerate(subject.outlooks):
        for one in outlook.decisions:
            key = (one.stated[0].place, one.author, one.entries)
            known = key in seen or one.outcome not in outcomes or len(one.entries) > 1
            if known or _is_off(one) or not _in_every_year(subject, number, one):
                continue
            seen.add(key)
            term = subject.term_at(one.stated[0].place)
            if term is not None:
                yield term, one


def _is_off(one: Decision) -> bool:
    """Tell whether a threshold is 0 or false, by which contracts say that there is none."""
    for dated in one.stated:
        value = dated.value
        if isinstance(value, dict) and one.entries in value:
            value = value[one.entries]
        if any(numbers(value)):
            return False
    return True


def _in_every_year(subject: LintedContract, number: int, one: Decision) -> bool:
    """Tell whether a comparison of the same values comes out so in all of their years."""
    place = one.stated[0].place
    for outlook in subject.outlooks[number + 1 :]:
        applies = any(dated.place == place for dated in outlook.bound.written.values())
        same = (one.author, one.entries, one.outcome)
        if applies and not any(
            (other.author, other.entries, other.outcome) == same for other in outlook.decisions
        ):
            return False
    return True


def _idle(subject: LintedContract) -> frozenset[str]:
    """Return the streams of payment all whose dollars are 0 in every year."""
    idle = []
    for stream in subject.streams:
        amounts = [
            amount
            for outlook in subject.outlooks
            for name, amount in outlook.amounts.items()
            if name.startswith(subject.full_name(stream, "")) and stream.pays_dollars
        ]
        if amounts and all(one.is_zero for one in amounts):
            idle.append(stream.stated.name)
    return frozenset(idle)


def _idle_terms(subject: LintedContract) -> Iterator[WrittenTerm]:
    """Yield the values that are not 0 and on which no result of their years depends."""
    for term in subject.terms:
        if term.stream.stated.name in _idle(subject) or not _says_something(term):
            continue
        full = subject.full_name(term.stream, term.name)
        years = [one for one in subject.outlooks
                 if full in one.bound.written and one.stated(full) == term.dated]  # fmt: skip
        if years and not any(full in one.deciding for one in years):
            yield term


def _says_something(term: WrittenTerm) -> bool:
    return any(cell.raw not in (0, False) for cell in term.cells)


def _is_minimum(term: WrittenTerm) -> bool:
    return "minimum" in term.name


def _zero_share(subject: LintedContract, term: WrittenTerm) -> str:
    """Return a share of 0 in the stream of a term, empty where there is none."""
    for other in subject.terms:
        words = other.name.split("_")
        is_share = other.name in _SHARES or bool(set(words) & set(_SHARES[:2]))
        if other.stream is term.stream and is_share and other.dated.value == 0:
            return other.name
    return ""


def _of(one: Decision) -> str:
    return f" for {', '.join(one.entries)}" if one.entries else ""


def _at(
    subject: LintedContract, code: str, message: str, term: WrittenTerm, hint: str
) -> Diagnostic:
    return subject.finding(code, message, term.stated.at, hint)
