"""Stage two: whether a contract makes sense, one module for each section that is judged."""
