"""Stage one: the JSON Schema of a contract, and what breaks it, in sentences."""
