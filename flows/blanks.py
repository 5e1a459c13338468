"""The blanks that returned forms are held against, each issued and learned when a form of it first comes."""

from extractors.read import read_bytes
from planwright.instruments import Instrument
from planwright.issuing import FORMATS
from planwright.model import Stamp
from planwright.printed import AGENCY, ROUND, Printed, printed


class Blanks:
    """What is known of the blanks of each instrument. One serves all the files that a process reads."""

    def __init__(self) -> None:
        self._printed: dict[tuple[str, str, str], Printed] = {}

    def printed(self, instrument: Instrument, ending: str) -> Printed:
        """What the blank of this instrument and format prints outside its fields."""
        key = (instrument.practice, instrument.version, ending)
        if key not in self._printed:
            stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=AGENCY, round=ROUND)
            blank = FORMATS[ending](instrument, stamp, agency_name=AGENCY, round_name=ROUND)
            _, reading = read_bytes(blank, name=f"blank.{ending}")
            self._printed[key] = printed(reading.outside)
        return self._printed[key]
