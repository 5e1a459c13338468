"""Content controls: what each declares of itself, what it says, and what it is bound to."""
