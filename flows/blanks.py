"""The blanks that returned forms are held against, each issued and learned when a form of it first comes."""

from typing import TYPE_CHECKING

from extractors.read import learn_pages, learn_texts, read_bytes
from planwright.instruments import Instrument
from planwright.issuing import FORMATS
from planwright.model import Stamp
from planwright.printed import AGENCY, ROUND, Printed, printed

if TYPE_CHECKING:
    from extractors.pdf.blank import Blank
    from extractors.slots import BlankTexts

Edition = tuple[str, str]  # practice and version
Names = tuple[str, str]  # of an agency and a round, as they are printed
STAND_INS = AGENCY, ROUND
SHORT = 60  # characters of both names together that take one line wherever they are printed


class Blanks:
    """What is known of the blanks of each instrument. One serves all the files that a process reads."""

    def __init__(self) -> None:
        self._printed: dict[Edition, Printed] = {}
        self._pages: dict[tuple[Edition, Names], Blank] = {}
        self._texts: dict[Edition, BlankTexts] = {}

    def printed(self, instrument: Instrument) -> Printed:
        """What the Word blank of this instrument prints outside its fields."""
        key = (instrument.practice, instrument.version)
        if key not in self._printed:
            _, reading = read_bytes(_issued(instrument, "docx"), name="blank.docx")
            self._printed[key] = printed(reading.outside)
        return self._printed[key]

    def texts(self, instrument: Instrument) -> "BlankTexts":
        """The texts and tables of the Word blank of this instrument, and where its fields are."""
        key = (instrument.practice, instrument.version)
        if key not in self._texts:
            self._texts[key] = learn_texts(_issued(instrument, "docx"))
        return self._texts[key]

    def pages(self, instrument: Instrument, names: Names = STAND_INS) -> "Blank":
        """What the pages of the PDF blank of this instrument look like, and where their answers stand.

        Long `names` break into lines, which moves what stands below them, so they are printed as they are; others are
        not looked at.
        """
        names = names if sum(map(len, names)) > SHORT else STAND_INS
        key = (instrument.practice, instrument.version), names
        if key not in self._pages:
            self._pages[key] = learn_pages(_issued(instrument, "pdf", names), STAND_INS)
        return self._pages[key]


def _issued(instrument: Instrument, ending: str, names: Names = STAND_INS) -> bytes:
    stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=AGENCY, round=ROUND)
    agency_name, round_name = names
    return FORMATS[ending](instrument, stamp, agency_name=agency_name, round_name=round_name)
