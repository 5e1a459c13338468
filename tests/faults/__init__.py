"""Faults done to real runs: processes killed at every step, disks filled, databases taken away, and what is left."""
