"""Books of agreements: one contract as a template, and what each provider agrees."""
