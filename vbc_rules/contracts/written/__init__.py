"""What stands in a document whose shape is checked, in one form for all ways to write it."""
