"""Writes into each page what only planwright reads: which form it is of, what is printed, where the code is.

A page that comes back with its fields shows by the digest whether something was typed or drawn onto it. It stands where
PDF has programs keep what is their own, so that it goes along when pages are taken out or put into another file.
"""

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Pdf, String

from planwright.issuing.pdf.draw import code_box
from planwright.issuing.pdf.page import Paper
from planwright.stamp import PAGE_OWNER, Stamp, digest_of

_SINCE = "D:20260101000000Z"  # a date must stand there; today's would make each copy another file


def add_private(pdf: Pdf, papers: Iterable[Paper], stamp: Stamp) -> None:
    """Adds to the pages what planwright wants to know of them when they come back."""
    for page, paper in zip(pdf.pages, papers, strict=True):
        box = Array([round(edge, 2) for edge in code_box(paper)])
        digest = String(digest_of(page.Contents.read_bytes()))
        told = Dictionary(Stamp=String(str(stamp)), Contents=digest, Code=box)
        owned = Dictionary(LastModified=String(_SINCE), Private=told)
        page.obj.PieceInfo = Dictionary({f"/{PAGE_OWNER}": owned})
        page.obj.LastModified = String(_SINCE)
