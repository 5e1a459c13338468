"""Fuzzing: files that nobody would make, read in processes of their own, and what must hold of each of them."""
