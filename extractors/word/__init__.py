"""Word files: what their parts say, one module per piece of the format; `fields` reads content controls."""
