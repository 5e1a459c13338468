"""The identity that an issued blank carries, and where it carries it."""

import re
from dataclasses import dataclass
from hashlib import sha256

STAMP_KEY = "planwright-stamp"  # the document property, the hidden field and the footer field that hold a stamp
STAMP_MARK = "PW1"
PAGE_OWNER = "planwright"  # under which an issued PDF page keeps the digest of what is printed on it
_STAMP = re.compile(rf"{STAMP_MARK}/([\w.-]+)/([\w.-]+)/([\w.-]+)/([\w.-]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The identity an issued blank carries: which instrument and version it is, for which agency and round.

    Its text, `PW1/needs-assessment/1/harbor/2026-fall`, stands in the document's properties, in a field named
    `planwright-stamp` and in the QR code of every page. Ids hold letters, digits, `.`, `_` and `-`.
    """

    instrument: str
    version: str
    agency: str
    round: str

    def __str__(self) -> str:
        return "/".join((STAMP_MARK, self.instrument, self.version, self.agency, self.round))

    @classmethod
    def from_text(cls, text: str) -> "Stamp | None":
        """The stamp this text is, or None where it is not one."""
        found = _STAMP.fullmatch(text.strip()) if STAMP_MARK in text else None
        return cls(instrument=found[1], version=found[2], agency=found[3], round=found[4]) if found else None


def digest_of(contents: bytes) -> str:
    """The digest by which it is known whether what draws a page is what was issued."""
    return sha256(contents).hexdigest()
