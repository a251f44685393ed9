"""Layouts: data files that map a carrier's published file to facts, contracts and results."""

from vbc_rules.facts.layouts.load import load_layout, load_layout_file
from vbc_rules.facts.layouts.parsing import parse_published, read_published
from vbc_rules.facts.layouts.published_file import PublishedFile

__all__ = [
    "PublishedFile",
    "load_layout",
    "load_layout_file",
    "parse_published",
    "read_published",
]
