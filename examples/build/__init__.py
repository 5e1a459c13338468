"""Makes the forms in `examples/returned`: issued blanks, filled in by other programs than the one that issued them."""
