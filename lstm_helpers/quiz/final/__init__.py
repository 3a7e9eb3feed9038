"""The final test: ten questions drawn, answered, handed in, and what became of them."""
