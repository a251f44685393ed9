"""The category of payment that a contract's terms make, and why."""
