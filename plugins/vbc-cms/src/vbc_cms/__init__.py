"""Contracts with Medicare, as a plugin of vbc-rules."""
