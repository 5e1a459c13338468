"""The digital signatures of a PDF: whether it is signed, and was saved again since; not what they are worth."""

from collections.abc import Iterable, Iterator

import pikepdf

from extractors.pdf.tree import Widget
from planwright.model import Problem
from planwright.problems import FileCode, problem

FILLING = b" \t\r\n\f\x00"  # what some programs and mail servers put after the end of a file
_NUMBERS = 4  # of a range: where each of two parts of the file begins, and how long it is


def told_of_signatures(widgets: Iterable[Widget], data: bytes) -> Iterator[Problem]:
    """What is to be said of a file that is digitally signed; nothing of one that is not."""
    held = (widget.field.get("/V") for widget in widgets if widget.type == "Sig")
    signatures = [one for one in held if isinstance(one, pikepdf.Dictionary)]
    if not signatures:
        return
    ends = [_end(one, data) for one in signatures]
    is_whole = any(end is not None and not data[end:].strip(FILLING) for end in ends) and None not in ends
    yield problem(FileCode.SIGNED if is_whole else FileCode.CHANGED_SINCE_SIGNED)


def _end(signature: pikepdf.Dictionary, data: bytes) -> int | None:
    """Where what was signed ends; None where the parts that were signed are not those around the signature any more."""
    stored = signature.get("/ByteRange")
    numbers = [one for one in list[object](stored) if isinstance(one, int)] if isinstance(stored, pikepdf.Array) else []
    if len(numbers) != _NUMBERS:
        return None
    start, before, after, rest = numbers
    is_around = start == 0 and 0 < before < after <= after + rest <= len(data)
    is_around = is_around and data[before : before + 1] == b"<" and data[after - 1 : after] == b">"
    return after + rest if is_around else None
