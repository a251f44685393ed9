"""Contracts of Willow Health, an invented carrier, as a plugin of vbc-rules to learn from."""
