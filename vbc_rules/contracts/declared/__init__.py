"""What a contract may state, each thing declared once: terms, steps, provisions, categories."""
