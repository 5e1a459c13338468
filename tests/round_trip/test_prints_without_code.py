"""A print of a Word form whose footer, with the form's code, is gone is read as its form, and as no other one.

A browser that prints a page made of a Word form leaves headers and footers out. So do these: Word forms without their
footer, printed by LibreOffice.
"""

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from benchmarks.accuracy.ways import WAYS
from planwright.instruments import Instruments
from planwright.model import NeedsReview
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, with_body
from tests.round_trip.printed_word import Read, by_office, reader
from tests.round_trip.test_printed_word import PRACTICES

CHANGED = "staff-roles"
BY_BROWSER = ("capacity", "staff-roles", "decision-making")
Change = Callable[[etree._Element], None]


def without_footer(root: etree._Element) -> None:
    for one in list(root.iter(f"{{{W}}}footerReference")):
        one.getparent().remove(one)


def reworded(old: str, new: str) -> Change:
    """Has another word in each place where the form prints this one, as another edition may."""

    def change(root: etree._Element) -> None:
        texts = [one for one in root.iter(f"{{{W}}}t") if one.text and old in one.text]
        assert texts
        for one in texts:
            one.text = one.text.replace(old, new)

    return change


def one_more_line(root: etree._Element) -> None:
    body = root.find(f"{{{W}}}body")
    more = etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>What does the board think of it?</w:t></w:r></w:p>')
    body.insert(len(body) - 1, more)


def one_table_less(root: etree._Element) -> None:
    table = list(root.iter(f"{{{W}}}tbl"))[-1]
    table.getparent().remove(table)


EDITIONS: Mapping[str, Change] = {
    "asked otherwise": reworded("answers for it", "pays for it"),
    "another step": reworded("coaching", "supervision"),
    "a question more": one_more_line,
    "a table less": one_table_less,
}


@pytest.fixture(name="prints", scope="module")
def _prints(instruments: Instruments, tmp_path_factory) -> dict[str, bytes]:
    forms = {
        one.practice: with_body(completed(one, {}), without_footer)
        for one in instruments.values()
        if one.practice in PRACTICES
    }
    forms |= {name: with_body(forms[CHANGED], change) for name, change in EDITIONS.items()}
    return by_office(forms, tmp_path_factory.mktemp("office"))


@pytest.fixture(name="read", scope="module")
def _read(instruments: Instruments, tmp_path_factory) -> Read:
    return reader(instruments, tmp_path_factory.mktemp("read"))


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_print_without_a_code_is_read_as_its_form(instruments, prints, read, practice, tmp_path):
    (instrument,) = [one for one in instruments.values() if one.practice == practice]
    outcome = read(prints[practice])
    assert "recognised-by-print" in codes_of(outcome)
    assert outcome.submission is not None
    assert (outcome.submission.instrument, outcome.submission.agency) == (practice, "harbor")
    assert answers_of(outcome) == answers_of(outcome_of(completed(instrument, {}), tmp_path, instruments))
    assert not {"print-gone", "text-unread", "answer-unreadable"}.intersection(codes_of(outcome))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_print_of_another_edition_is_never_taken_for_this_one(prints, read, edition):
    outcome = read(prints[edition])
    assert isinstance(outcome.verdict, NeedsReview)
    assert {"print-gone", "text-unread"}.intersection(codes_of(outcome))


@pytest.fixture(name="pages", scope="module")
def _pages(instruments: Instruments, tmp_path_factory) -> dict[str, bytes]:
    """Word forms that LibreOffice saved as web pages, printed by Chromium."""
    folder = tmp_path_factory.mktemp("browser")
    forms = [completed(instruments[practice, "1"], {}) for practice in BY_BROWSER]
    _, printed = WAYS["Word, as a web page of LibreOffice printed by Chromium"]
    made = printed(forms, folder)
    return dict(zip(BY_BROWSER, made, strict=True))


@pytest.mark.parametrize("practice", BY_BROWSER)
def test_a_print_by_a_browser_is_read_as_its_form(instruments, pages, read, practice, tmp_path):
    """The lines of its title stand so near to each other that they might be one line of the footer."""
    (instrument,) = [one for one in instruments.values() if one.practice == practice]
    outcome = read(pages[practice])
    assert answers_of(outcome) == answers_of(outcome_of(completed(instrument, {}), tmp_path, instruments))
    assert not {"print-gone", "text-unread", "answer-unreadable"}.intersection(codes_of(outcome))
