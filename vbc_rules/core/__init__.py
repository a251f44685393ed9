"""The built-in plugin: what belongs to no carrier, through the same hooks as every plugin."""
