"""Value-based payment of New York Medicaid, as a plugin of vbc-rules."""
