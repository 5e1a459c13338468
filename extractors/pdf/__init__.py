"""PDF files: what their dictionaries say, one module per piece of the format; `fields` reads AcroForms."""
