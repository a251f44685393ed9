"""Settlements as values, and as a document that other programs read."""
