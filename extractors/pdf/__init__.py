"""PDF files: what their dictionaries say, one module per piece of the format; `fields` reads AcroForms.

xfa      forms that Adobe's reader lays out from XML
flat     copies of a form whose fields are gone, page by page upon the blank
printed  pages printed from a Word form, beside the texts and tables of its blank
seen     where a person would write on a blank that has no fields
page     what stands on a page, for these three
"""
