"""Measures and benchmarks of the Quality Payment Program, and the reader of its files."""
