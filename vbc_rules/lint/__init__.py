"""Lint: what a valid contract leaves open, and terms that decide nothing."""
