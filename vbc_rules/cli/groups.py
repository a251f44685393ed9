"""Groups of commands that take no option twice of which the last would hold without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import click


class Group(click.Group):
    """Commands whose options of one value are given once."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; refuse an option that is given twice."""
        name, command, words = super().resolve_command(ctx, args)
        for option in _given_twice(command, words):
            ctx.fail(f"Option '{option}' is given twice and has one value.")
        return name, command, words


def _given_twice(command: click.Command | None, words: Sequence[str]) -> Iterator[str]:
    written = [word.partition("=")[0] for word in takewhile(lambda word: word != "--", words)]
    for option in command.params if command is not None else ():
        if not isinstance(option, click.Option) or option.multiple or option.is_flag:
            continue
        if sum(written.count(name) for name in option.opts) > 1:
            yield option.opts[0]
