"""A blank PDF form can be read and filled in order: nothing overlaps, nothing leaves the page."""

import io
import re
from collections import defaultdict
from functools import cache
from itertools import combinations, pairwise

import pdfplumber
import pytest

from planwright.instruments import Layout, Row, Table, without_rows
from tests.issuing.pdf_blank import INSTRUMENTS, NAMES, Widget, blank, opened, widgets

LETTER = {(612.0, 792.0), (792.0, 612.0)}
FOOT = 82.0  # points from the bottom edge up to the rule of the footer
TOP = 42.0  # points from the top edge down to the text area
ROW = re.compile(r".*\.[0-9]+\.")  # what the names of the fields of one row begin with


@cache
def words_of(name: str) -> list[list[dict[str, float]]]:
    """The printed words of each page; what stands in fields is not among them."""
    with pdfplumber.open(io.BytesIO(blank(name))) as pdf:
        return [page.extract_words() for page in pdf.pages]


def by_page(name: str) -> dict[int, list[Widget]]:
    pages = defaultdict(list)
    for widget in widgets(opened(name)):
        pages[widget.page].append(widget)
    return pages


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_letter_upright_or_on_its_side(name: str):
    for page in opened(name).pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        assert (left, bottom) == (0, 0)
        assert (right, top) in LETTER


@pytest.mark.parametrize("name", NAMES)
def test_fields_follow_the_order_of_the_form(name: str):
    found = list(dict.fromkeys(widget.name for widget in widgets(opened(name))))
    assert found == sorted(found, key=lambda field: place_of(name, field))


def place_of(name: str, field: str) -> tuple[int, ...]:
    """The place of a field in the form: every question of goal 1 comes before the first of goal 2."""
    items = list(INSTRUMENTS[name].items.values())
    path, _, choice = field.partition("=")
    bare, place = "", []
    for part in path.split("."):
        if part.isdigit():
            place.append(int(part))
            continue
        bare = f"{bare}.{part}" if bare else part
        first = next(number for number, item in enumerate(items) if f"{item.path}.".startswith(f"{bare}."))
        place.append(first)
    values = [str(each.value) for each in INSTRUMENTS[name].items[bare].choices]
    return (*place, values.index(choice)) if choice else tuple(place)


@pytest.mark.parametrize("name", NAMES)
def test_each_field_is_below_or_right_of_the_one_before_it(name: str):
    for page in by_page(name).values():
        for before, after in pairwise(page):
            below = after.box[3] <= before.box[1] + 0.5
            right = after.box[0] >= before.box[2] - 0.5
            assert below or right, (before.name, after.name)


@pytest.mark.parametrize("name", NAMES)
def test_no_field_leaves_the_text_area_of_its_page(name: str):
    for number, page in by_page(name).items():
        width, height = (float(edge) for edge in opened(name).pages[number].mediabox[2:])
        for widget in page:
            left, bottom, right, top = widget.box
            assert 54 - 0.1 <= left < right <= width - 54 + 0.1, widget.name
            assert FOOT < bottom < top <= height - 36, widget.name
            assert right - left > 10.9, widget.name
            assert top - bottom > 10.9, widget.name


@pytest.mark.parametrize("name", NAMES)
def test_no_two_fields_overlap(name: str):
    for page in by_page(name).values():
        assert [(a.name, b.name) for a, b in combinations(page, 2) if overlap(a.box, b.box)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_printed_word_touches_a_field_or_leaves_the_page(name: str):
    pages = by_page(name)
    for number, words in enumerate(words_of(name)):
        width, height = (float(edge) for edge in opened(name).pages[number].mediabox[2:])
        for word in words:
            box = (word["x0"], height - word["bottom"], word["x1"], height - word["top"])
            assert 54 - 0.5 <= box[0] < box[2] <= width - 54 + 0.5, word
            touched = [widget.name for widget in pages[number] if overlap(box, widget.box)]
            assert touched == [], word


@pytest.mark.parametrize("name", NAMES)
def test_no_two_printed_words_overlap(name: str):
    for words in words_of(name):
        boxes = [(word["x0"] + 0.3, word["top"] + 2, word["x1"] - 0.3, word["bottom"] - 2) for word in words]
        assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_instrument_is_printed(name: str):
    instrument = INSTRUMENTS[name]
    letters = " ".join(word["text"] for page in words_of(name) for word in page)
    wanted = [instrument.title, instrument.description]
    for section in instrument.sections:
        wanted.extend((section.title, section.intro or ""))
        wanted.extend(child.title for child in section.children if isinstance(child, Row))
    for item in instrument.items.values():
        alone = any(item.path == child.path for section in instrument.sections for child in section.children)
        wanted.extend((item.question, item.help or "") if alone else ())
        wanted.extend(choice.meaning or "" for choice in item.choices)
    assert [words for words in wanted if not _stands_in(words, letters)] == []


def _stands_in(words: str, letters: str) -> bool:
    """Whether each word is printed; lines of a column are read across their neighbours, so order does not count."""
    return all(word in letters for word in words.split())


@pytest.mark.parametrize("name", NAMES)
def test_the_head_of_a_grid_stands_on_every_page_with_rows_of_it(name: str):
    pages = by_page(name)
    for section in INSTRUMENTS[name].sections:
        if section.layout is Layout.FIELDS:
            continue
        rows = tuple(child.path for child in section.children if isinstance(child, Row))
        for number, words in enumerate(words_of(name)):
            if any(widget.name.startswith(rows) for widget in pages[number] if rows):
                text = " ".join(word["text"] for word in words)
                assert section.row_title in text, (section.path, number)


@pytest.mark.parametrize("name", NAMES)
def test_the_head_of_a_table_stands_on_every_page_with_rows_of_it_and_no_row_is_divided(name: str):
    pages = by_page(name)
    for table in INSTRUMENTS[name].tables.values():
        if any(isinstance(column, Table) for column in table.columns):
            continue  # its rows are blocks of questions
        rows: dict[str, set[int]] = defaultdict(set)
        for number, held in pages.items():
            for widget in held:
                if without_rows(widget.name).startswith(f"{table.path}."):
                    rows[ROW.match(widget.name)[0]].add(number)
        assert {row for row, found in rows.items() if len(found) > 1} == set()
        for number in set().union(*rows.values()):
            text = " ".join(word["text"] for word in words_of(name)[number])
            heads = {word for column in table.columns for word in column.question.split()}
            assert [word for word in heads if word not in text] == [], (table.path, number)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_before_the_last_leaves_a_quarter_of_its_text_area_empty(name: str):
    pages = by_page(name)
    for number, words in enumerate(words_of(name)[:-1]):
        height = float(opened(name).pages[number].mediabox[3])
        feet = [height - word["bottom"] for word in words] + [widget.box[1] for widget in pages[number]]
        empty = min(foot for foot in feet if foot > FOOT) - FOOT
        assert empty < (height - FOOT - TOP) / 4, number
