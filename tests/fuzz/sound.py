"""Real forms to begin with: issued and filled in the run, or those of the examples; none of them is damaged."""

import io
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdf

from planwright.answers import LISTED
from planwright.instruments import Instrument, Kind, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Value
from planwright.stamp import Stamp
from tests.extractors import xfa_forms
from tests.forms import AGENCIES, ROUNDS, completed

EXAMPLES = Path(__file__).parents[2] / "examples"
SHORT = ("readiness", "fit")  # instruments of which reading a form takes a few milliseconds
AGENCY, ROUND = "mesa", "2026-fall"


class Form(NamedTuple):
    """A form by its name, and how such a file's name ends."""

    name: str
    ending: str
    data: bytes

    @property
    def is_sealed(self) -> bool:
        """Whether all answers in it are under a checksum, so that none can change unnoticed where bytes do."""
        return self.data.startswith(b"PK") or self.name.startswith("packed-")


@cache
def short() -> tuple[Form, ...]:
    """A few forms that are read quickly, saved in each of the ways in which programs save them."""
    made = [_filled(practice, ending) for practice in SHORT for ending in FORMATS]
    return tuple(chain.from_iterable(_saved(form) for form in made))


@cache
def every() -> tuple[Form, ...]:
    """Forms of all instruments, the examples, forms that others made, and those with XFA."""
    practices = sorted({practice for practice, _ in load_instruments() if practice not in SHORT})
    made = [_saved(_filled(practice, ending)) for practice in practices for ending in FORMATS]
    folders = (EXAMPLES / "returned", EXAMPLES / "adopted" / "returned")
    files = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".docx", ".pdf")]
    examples = tuple(Form(path.name, path.suffix[1:], path.read_bytes()) for path in files)
    return (*short(), *chain.from_iterable(made), *examples, _with_xfa())


def blank(practice: str, ending: str) -> bytes:
    """The blank of an instrument as it is issued."""
    instrument = load_instruments()[practice, "1"]
    stamp = Stamp(instrument=practice, version="1", agency=AGENCY, round=ROUND)
    return FORMATS[ending](instrument, stamp, agency_name=AGENCIES[AGENCY].name, round_name=ROUNDS[ROUND].name)


def _filled(practice: str, ending: str) -> Form:
    instrument = load_instruments()[practice, "1"]
    answers = _answers(instrument) if practice in SHORT else {}
    return Form(f"{practice}.{ending}", ending, completed(instrument, answers, agency=AGENCY, kind=ending))


def _answers(instrument: Instrument) -> dict[str, Value]:
    """An answer to every question outside of tables, neighbours with others than each other's."""
    answers: dict[str, Value] = {}
    for number, item in enumerate(instrument.items.values()):
        if item.tables or item.path.startswith("identity."):
            continue
        if item.choices:
            chosen = item.choices[number % len(item.choices)].value
            answers[item.path] = (str(chosen),) if item.kind in LISTED else chosen
        elif item.kind in (Kind.TEXT, Kind.LONG_TEXT):
            answers[item.path] = f"Said {number}."
    return answers


def _saved(form: Form) -> tuple[Form, ...]:
    """The form, and as other programs save it."""
    ways = WORD_WAYS if form.ending == "docx" else PDF_WAYS
    return (form, *(Form(f"{name}-{form.name}", form.ending, way(form.data)) for name, way in ways.items()))


# -- the ways in which files are saved ---------------------------------------------------------------------------------


def stored(data: bytes) -> bytes:
    """A Word file with no part deflated, and its parts in another order."""
    package = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for entry in reversed(package.infolist()):
            made.writestr(entry.filename, package.read(entry))
    return out.getvalue()


def flat(data: bytes) -> bytes:
    """A Word file saved as one XML file."""
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = (
        f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'.encode()
        + package.read(name).partition(b"?>")[2]
        + b"</pkg:xmlData></pkg:part>"
        for name in package.namelist()
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml"
    )
    head = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    return b"".join((head.encode(), *parts, b"</pkg:package>"))


def written(pdf: pikepdf.Pdf, **how: object) -> bytes:
    """A PDF as pikepdf saves it, whatever it thinks of that."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(out, fix_metadata_version=False, **how)
    return out.getvalue()


def resaved(data: bytes, **how: object) -> bytes:
    """A PDF as pikepdf opens it and saves it again."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return written(pdf, **how)


def plain(data: bytes) -> bytes:
    """A PDF in which everything stands as text: no object and no stream is deflated."""
    return resaved(
        data,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        compress_streams=False,
    )


def packed(data: bytes) -> bytes:
    """A PDF whose objects are deflated, so that each is protected by a checksum."""
    return resaved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def added_to(data: bytes) -> bytes:
    """A PDF to whose end a program added what it saved, its older objects before it."""
    out = io.BytesIO()
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Producer": "a program that adds"})
    writer.write(out)
    return out.getvalue()


def flattened(data: bytes) -> bytes:
    """A PDF whose fields were made part of its pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        if "/AcroForm" in pdf.Root:
            del pdf.Root.AcroForm
        return written(pdf)


Way = Callable[[bytes], bytes]
WORD_WAYS: dict[str, Way] = {"stored": stored, "flat": flat}
PDF_WAYS: dict[str, Way] = {
    "plain": plain,
    "packed": packed,
    "added": added_to,
    "flattened": flattened,
    "packed-flattened": lambda data: packed(flattened(data)),
}


def _with_xfa() -> Form:
    parts = xfa_forms.field("who", "<ui><textEdit/></ui>", caption="Who") + xfa_forms.box("yes", "1", "0")
    parts += xfa_forms.choice("easy", ("a", "Easy"), ("b", "Hard"))
    data = "<who>R-01</who><yes>1</yes><easy>a</easy>"
    packets = (("template", xfa_forms.template(parts)), ("datasets", xfa_forms.datasets(data)))
    return Form("xfa.pdf", "pdf", xfa_forms.xfa_pdf(*packets))
