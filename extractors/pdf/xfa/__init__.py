"""XFA, the forms of Adobe's own reader that lie as XML in a PDF: what they ask, what is answered, in which row."""
