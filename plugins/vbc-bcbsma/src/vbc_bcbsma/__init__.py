"""Contracts with Blue Cross Blue Shield of Massachusetts, as a plugin of vbc-rules."""
