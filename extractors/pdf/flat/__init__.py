"""Copies of a PDF form whose fields are gone: printed, flattened or typed over, read page by page upon the blank."""
