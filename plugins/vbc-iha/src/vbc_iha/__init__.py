"""Programs of the Integrated Healthcare Association in California, as a plugin of vbc-rules."""
