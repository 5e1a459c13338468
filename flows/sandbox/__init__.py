"""What holds a process that reads files of others: limits, one folder to write in, and no way out of the machine."""
