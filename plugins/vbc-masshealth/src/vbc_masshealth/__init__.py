"""Risk sharing of MassHealth (Massachusetts Medicaid), as a plugin of vbc-rules."""
