"""Pages that were printed from a Word form: put together again to its texts and tables, and read beside its blank."""
