"""What people touch: the `planwright` command line."""
