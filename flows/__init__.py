"""What runs: the stages put one after the other, over many files, on a schedule or on a file's arrival."""
