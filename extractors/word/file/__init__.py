"""The parts of a Word file, and what brings documents of other make into that form."""
