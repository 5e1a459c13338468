"""Completed Word forms as they come back as a PDF: printed by LibreOffice, printed again, and drawn as Word draws."""

import io
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Operator

from flows.form import read_form
from planwright.instruments import Instruments
from planwright.model import Outcome, Place, Value
from tests.round_trip.altered import known_of

ANSWERS: dict[str, Value] = {
    "identity.role": "coach",
    "program.classrooms": 12,
    "program.services": ("home-visiting", "center"),
    "needs.n01.current": 3,
    "needs.n01.desired": 5,
    "needs.n02.current": "na",
    "more.strength": "We talk every day.",
}
OFFICE_SECONDS = 300
_BORDER = 0.48  # points: what Word draws a border of half a point with
_PIECE = 90.0  # points; Word draws the border of each cell by itself

Read = Callable[[bytes], Outcome]


def reader(instruments: Instruments, folder: Path) -> Read:
    """Reads files one after the other, as a process does: each blank is learned once."""
    known = known_of(instruments)
    file = folder / "form"

    def read(data: bytes) -> Outcome:
        file.write_bytes(data)
        return read_form(file, known)

    return read


def submission_of(outcome: Outcome):
    assert outcome.submission is not None
    return outcome.submission.responses


def box_of(place: Place | None) -> tuple[int, tuple[float, float, float, float]]:
    assert place is not None
    assert place.page is not None
    assert place.box is not None
    return place.page, place.box


def by_office(forms: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """These Word forms saved as PDF by LibreOffice, all in one call."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, form in forms.items():
        (before / f"{name}.docx").write_bytes(form)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(after), *before.iterdir()]
    subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_SECONDS)
    return {name: (after / f"{name}.pdf").read_bytes() for name in forms}


def printed_again(form: bytes, folder: Path) -> bytes:
    """The PDF printed to a new one by poppler, through cairo."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(form)
    subprocess.run(["pdftocairo", "-pdf", before, after], check=True, capture_output=True, timeout=60)
    return after.read_bytes()


def bordered_as_in_word(form: bytes) -> bytes:
    """The PDF with its borders as Word draws them: thin filled rectangles, piece by piece, squares between."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_filled(page))))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _filled(page: pikepdf.Page) -> Iterator[tuple[list[object], Operator]]:
    held: list[tuple[list[object], Operator]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        held.append((list(operands), operator))
        if [str(one) for _, one in held[-3:]] == ["m", "l", "S"]:
            (x0, y0), (x1, y1) = (map(float, ends) for ends, _ in held[-3:-1])
            yield from held[:-3]
            yield [0.72], Operator("g")
            for box in _pieces(*sorted((x0, x1)), *sorted((y0, y1))):
                yield [*box], Operator("re")
            yield [], Operator("f")
            held = []
        elif str(operator) not in ("m", "l", "S"):
            yield from held
            held = []
    yield from held


def _pieces(left: float, right: float, bottom: float, top: float) -> Iterator[tuple[float, float, float, float]]:
    is_level = right - left > top - bottom
    start, end = (left, right) if is_level else (bottom, top)
    while start < end:
        length = min(_PIECE, end - start)
        for at, long in ((start, _BORDER), (start + _BORDER, max(0.1, length - _BORDER))):
            yield (at, bottom - _BORDER / 2, long, _BORDER) if is_level else (left - _BORDER / 2, at, _BORDER, long)
        start += length
