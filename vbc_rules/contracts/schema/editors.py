"""What editors are told so that they complete and check contracts by the schema."""

from __future__ import annotations

import json

CONTRACTS = ("contracts/**/*.yaml",)
"""The files that are contracts, by default: all in a folder of this name."""

_BESIDE = tuple(f"!**/*.{kind}.yaml" for kind in ("case", "facts", "layout", "book", "episodes"))


def vscode_settings(schema: str, files: tuple[str, ...] = CONTRACTS) -> str:
    """Return the settings of VS Code's YAML extension, for `.vscode/settings.json`.

    `schema` is the way to the schema from the folder that is open.
    """
    at = schema if schema.startswith(("/", ".")) else f"./{schema}"
    return json.dumps({"yaml.schemas": {at: [*files, *_BESIDE]}}, indent=2) + "\n"


def first_line(schema: str) -> str:
    """Return the comment that tells any editor with a YAML language server, file by file."""
    return f"# yaml-language-server: $schema={schema}\n"
