"""Blank forms, issued from an instrument alone, in each format an agency can fill in."""

from collections.abc import Mapping
from typing import Protocol

from planwright.instruments import Instrument
from planwright.issuing.pdf import pdf_form
from planwright.issuing.word import word_form
from planwright.stamp import Stamp


class Form(Protocol):
    """A blank form as the bytes of a file; equal inputs give equal bytes."""

    def __call__(self, instrument: Instrument, stamp: Stamp, *, agency_name: str, round_name: str) -> bytes:
        """The form of this instrument for the stamp's agency and round, whose printed names are given."""


FORMATS: Mapping[str, Form] = {"docx": word_form, "pdf": pdf_form}  # by the ending of the file's name
