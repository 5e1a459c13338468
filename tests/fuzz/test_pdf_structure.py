"""PDFs of any structure are read without a fault: made of nothing, with entries exchanged, with odd pages."""

from tests.fuzz.drawn import fails_never

test_forms_made_of_nothing = fails_never("pdf-grown", 500)
test_filled_forms_with_entries_exchanged = fails_never("pdf-edited", 150)
test_pages_with_odd_things_drawn_upon_them = fails_never("pdf-drawn", 120)
