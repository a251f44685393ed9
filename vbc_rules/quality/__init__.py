"""Measures, benchmarks and their comparison across carriers; nothing here pays anything."""
