"""Contracts of the Oregon Health Plan, as a plugin of vbc-rules."""
