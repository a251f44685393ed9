"""What a plugin author imports, besides the hooks, to carry measures as data files."""

from vbc_rules.quality.files import read_benchmarks, read_measures

__all__ = ["read_benchmarks", "read_measures"]
