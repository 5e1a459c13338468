"""The blanks that returned forms are held against, each learned when a form of it first comes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from extractors.read import learn_pages, learn_spots, learn_texts, lines_on, read_bytes
from flows.adopt import places_of
from flows.wording import Wording, wording
from planwright.editions import Edition
from planwright.editions.likeness import Print
from planwright.editions.rename import base
from planwright.errors import EditionError
from planwright.instruments import Instrument
from planwright.issuing import FORMATS
from planwright.model import Reading
from planwright.printed import AGENCY, ROUND, Printed, printed
from planwright.stamp import Stamp

if TYPE_CHECKING:
    from extractors.pdf.flat.blank import Blank
    from extractors.pdf.moved import Spots
    from extractors.slots import BlankTexts

Form = Instrument | Edition  # what has a blank: an instrument, in each of its formats, or a form that was adopted
Names = tuple[str, str]  # of an agency and a round, as they are printed
STAND_INS = AGENCY, ROUND
SHORT = 60  # characters of both names together that take one line wherever they are printed
PDF = "pdf"


class Blanks:
    """What is known of the blank of each form. One serves all the files that a process reads."""

    def __init__(self) -> None:
        self._readings: dict[Form, Reading] = {}
        self._printed: dict[Form, Printed] = {}
        self._pages: dict[tuple[Form, Names], Blank] = {}
        self._spots: dict[tuple[Instrument, Names], Spots] = {}
        self._texts: dict[Form, BlankTexts] = {}
        self._wordings: dict[Form, Wording] = {}
        self._prints: dict[tuple[Form, str], Print[Form]] = {}
        self._offered: dict[Edition, dict[tuple[str, str], str]] = {}

    def printed(self, form: Form) -> Printed:
        """What the Word blank of this form prints outside its fields."""
        if form not in self._printed:
            self._printed[form] = printed(self._read(form).outside)
        return self._printed[form]

    def wording(self, form: Form) -> Wording:
        """The printed words of the Word blank of this form, line by line."""
        if form not in self._wordings:
            read = self._read(form)
            is_ours = isinstance(form, Instrument)
            self._wordings[form] = wording(self.texts(form), read.outside, read.marked, is_ours=is_ours)
        return self._wordings[form]

    def _read(self, form: Form) -> Reading:
        if form not in self._readings:
            self._readings[form] = read_bytes(_blank(form, "docx"), name="blank.docx")[1]
        return self._readings[form]

    def texts(self, form: Form) -> "BlankTexts":
        """The texts and tables of the Word blank of this form, and where its fields and other places are."""
        if form not in self._texts:
            names = () if isinstance(form, Edition) else (AGENCY, ROUND)
            self._texts[form] = learn_texts(_blank(form, "docx"), names, has_open_places=isinstance(form, Edition))
            _check(form, {slot.name for slot in self._texts[form].slots.values()})
        return self._texts[form]

    def pages(self, form: Form, names: Names = STAND_INS) -> "Blank":
        """What the pages of the PDF blank of this form look like, and where their answers stand.

        Long `names` break into lines, which moves what stands below them, so they are printed as they are; others are
        not looked at.
        """
        is_ours = not isinstance(form, Edition)
        names = names if is_ours and sum(map(len, names)) > SHORT else STAND_INS
        key = form, names
        if key not in self._pages:
            self._pages[key] = learn_pages(_blank(form, PDF, names), STAND_INS if is_ours else ())
            _check(form, {slot.key for page in self._pages[key].pages for slot in page.slots})
        return self._pages[key]

    def spots(self, form: Instrument, names: Names = STAND_INS) -> "Spots":
        """Where the fields of the PDF blank of this form lie; long `names` move them, as in `pages`."""
        key = form, names if sum(map(len, names)) > SHORT else STAND_INS
        if key not in self._spots:
            self._spots[key] = learn_spots(_blank(form, PDF, key[1]))
        return self._spots[key]

    def offered(self, edition: Edition) -> Mapping[tuple[str, str], str]:
        """The words that the blank of an edition prints for each answer of a place, by what the file calls it."""
        if edition not in self._offered:
            places = places_of(edition.blank.read_bytes(), edition.blank.name)
            self._offered[edition] = {
                (one.place, choice): words
                for one in places
                for choice, words in zip(one.choices, one.offered, strict=False)
                if words
            }
        return self._offered[edition]

    def print_of(self, form: Form, ending: str) -> Print[Form]:
        """The words that the blank of this form prints in this format."""
        key = (form, ending)
        if key not in self._prints:
            lines = (line for line in lines_of(_blank(form, ending)) if AGENCY not in line and ROUND not in line)
            self._prints[key] = Print(form, title_of(form), tuple(lines))
        return self._prints[key]


def _check(form: Form, places: set[str]) -> None:
    """Raises `EditionError` where the places of an edition's blank are not those that it names."""
    if not isinstance(form, Edition):
        return
    named = {entry.place if entry.place in places else base(entry.place) for entry in form.entries}
    for told, found in (("has no place", named - places), ("has a place that is not listed,", places - named)):
        if found:
            raise EditionError(
                f"{form.file} at /places: the blank {told} “{min(found)}”. Correct it, or adopt the blank anew."
            )


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of text that a file shows outside its fields."""
    _, reading = read_bytes(data, name="form")
    return tuple(line.text for line in reading.outside) or lines_on(data)


def title_of(form: Form) -> str:
    """What a form is called in messages."""
    return form.id if isinstance(form, Edition) else f"{form.title}, version {form.version}"


def is_pdf(form: Form) -> bool:
    """Whether the only blank of this form is a PDF."""
    return isinstance(form, Edition) and form.ending == PDF


def _blank(form: Form, ending: str, names: Names = STAND_INS) -> bytes:
    if isinstance(form, Edition):
        return form.blank.read_bytes()
    stamp = Stamp(instrument=form.practice, version=form.version, agency=AGENCY, round=ROUND)
    return FORMATS[ending](form, stamp, agency_name=names[0], round_name=names[1])
