"""What reads: a file becomes a `Reading`. `triage` says what it is, `read` picks the mechanism; a room per format."""
