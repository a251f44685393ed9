"""How a tree is read: exactly, as a reason, as a sweep of one input."""
