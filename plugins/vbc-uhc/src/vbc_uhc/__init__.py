"""Contracts with UnitedHealthcare, as a plugin of vbc-rules."""
