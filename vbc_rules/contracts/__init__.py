"""Contracts: strict YAML read with places, checked for shape, then for meaning."""
