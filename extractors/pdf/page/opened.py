"""A PDF opened twice: as it is shown, by pdfium, and as it is stored, by qpdf. They need not both be able to."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

import pikepdf
import pypdfium2

from planwright.model import Reading
from planwright.problems import FileCode, problem

Further = ParamSpec("Further")


class UnshownError(Exception):
    """Says that a page of a file cannot be shown, whatever is stored in it; it never leaves the extractors."""


@contextmanager
def opened(data: bytes) -> Iterator[tuple[pypdfium2.PdfDocument, pikepdf.Pdf]]:
    """The file as it is shown and as it is stored; raises `UnshownError` where one of its pages cannot be shown."""
    try:
        with pypdfium2.PdfDocument(data) as shown, pikepdf.open(io.BytesIO(data)) as stored:
            yield shown, stored
    except pypdfium2.PdfiumError as error:
        raise UnshownError from error


def if_shown(
    route: str,
) -> Callable[[Callable[Concatenate[bytes, Further], Reading]], Callable[Concatenate[bytes, Further], Reading]]:
    """Has a mechanism that looks at pages tell a fatal problem of a file whose pages cannot be shown."""

    def held(read: Callable[Concatenate[bytes, Further], Reading]) -> Callable[Concatenate[bytes, Further], Reading]:
        @wraps(read)
        def tried(data: bytes, /, *args: Further.args, **kwargs: Further.kwargs) -> Reading:
            try:
                return read(data, *args, **kwargs)
            except UnshownError:
                told = problem(FileCode.PDF_CORRUPT, detail="not all of its pages can be shown")
                return Reading(route=route, problems=(told,))

        return tried

    return held
