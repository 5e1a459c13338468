"""What stands on a page of a PDF, whoever put it there: words, runs of them, ink, notes, and how boxes lie."""
