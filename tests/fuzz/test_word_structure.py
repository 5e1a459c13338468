"""Word files of any structure are read without a fault: made of nothing, or put into issued forms."""

from tests.fuzz.drawn import fails_never

test_word_files_made_of_nothing = fails_never("word-grown", 800)
test_issued_word_forms_with_strange_elements = fails_never("word-grafted", 400)
