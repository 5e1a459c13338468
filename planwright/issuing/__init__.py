"""Blank forms, issued from an instrument: `issuing.word`, `issuing.pdf`, and the stamp that is on both."""
