"""The text of a contract's files: strict YAML and JSON, each value with its place."""
