"""New contracts to start from: with facts and a case that settle at once."""
