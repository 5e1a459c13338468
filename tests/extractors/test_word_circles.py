"""A Word file that was read is given back at once: nothing made of it refers to itself in a circle."""

import gc

import pytest

from benchmarks.forms import saved_forms
from extractors.archive import opened
from extractors.read import learn_texts, read_bytes, read_lost
from extractors.word.file.package import open_package
from tests.extractors.word_files import control, para, run, word

FEW = 200  # objects in circles, as exceptions and parsers leave them; a file that is kept makes thousands


@pytest.mark.parametrize("number", [0, 3, -1])
def test_what_was_read_is_given_back_without_a_search_for_circles(number: int):
    data = saved_forms()[number]
    blank = learn_texts(word(para(run("Name: "), control(run("who")))), ())
    read_bytes(data, name="form.docx")  # what is learned once is kept
    gc.collect()
    gc.disable()
    try:
        read_bytes(data, name="form.docx")
        read_lost(data, blank)
        open_package.cache_clear()
        opened.cache_clear()
        assert gc.collect() < FEW
    finally:
        gc.enable()
