"""Reading PDF forms, against the floor and beside the libraries one would take otherwise."""

import io
import logging
from collections.abc import Callable

import pdfplumber
import pikepdf
import pikepdf.form
import pypdf
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from benchmarks.forms import PDF, forms
from benchmarks.race import race, reading
from benchmarks.seen import seen
from benchmarks.table import Table, Target
from extractors.pdf.fields import read_pdf_fields
from extractors.read import read_bytes

SLOW = 5  # a peer runs in one round of so many
MOST = 1.3  # × floor
OPEN, KEYS = "pikepdf: open only", "pikepdf: open, name and value of each field"
FLOOR = "floor: open and touch all that the fields lead to"
OURS = "planwright: every field"
WHOLE = "planwright: what is it, and every field"
BARE = (OPEN, FLOOR)


def measure(rounds: int) -> list[Table]:
    """The table of PDF forms."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    readers: dict[str, tuple[Callable[[bytes], object], int]] = {
        FLOOR: (touch_all, 1),
        OPEN: (open_only, 1),
        KEYS: (keys_only, 1),
        OURS: (read_pdf_fields, 1),
        WHOLE: (lambda data: read_bytes(data, name="form.pdf")[1], 1),
        "pikepdf: its own form reader": (by_pikepdf, SLOW),
        "pypdf: get_fields": (by_pypdf, SLOW),
        "pdfplumber: the fields by pdfminer's objects": (by_pdfplumber, SLOW),
    }
    all_forms = forms(PDF)
    runners = [reading(name, read, [form.data for form in all_forms], every) for name, (read, every) in readers.items()]
    times = race(runners, rounds=rounds, per=len(all_forms))
    size = round(sum(len(form.data) for form in all_forms) / len(all_forms) / 1000)
    return [
        Table(
            title="PDF forms",
            columns=("reading one form", "× floor", "× names and values", "ms", "answers seen"),
            rows=tuple(
                (
                    name,
                    f"{times.ratio(name, FLOOR):.2f}",
                    f"{times.ratio(name, KEYS):.2f}",
                    f"{times.ms(name):.2f}",
                    "–" if name in BARE else seen(read, all_forms),
                )
                for name, (read, _) in readers.items()
            ),
            notes=(
                f"{len(all_forms)} forms, one of each practice, {size} KB on average.",
                "The floor opens the file with pikepdf (qpdf) and touches every object that /Root /AcroForm /Fields"
                " leads to, appearances included, but not back up through /Parent and /P.",
                "The leaner one asks each field for /T, /V and /Kids alone. planwright also reads the pages, to say"
                " where each field lies, every option, export value and state, and two places of the stamp.",
            ),
            targets=(
                Target(says="PDF form against its floor", measured=times.ratio(OURS, FLOOR), most=MOST, unit="×"),
            ),
        )
    ]


def open_only(data: bytes) -> None:
    """Open and close the file."""
    with pikepdf.open(io.BytesIO(data)):
        pass


def keys_only(data: bytes) -> list[str]:
    """The values of all fields, by the leanest walk there is."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        waiting = list(pdf.Root.AcroForm.Fields)
        while waiting:
            field = waiting.pop()
            found.append(str(field.get("/T", "")) and str(field.get("/V", "")))
            waiting.extend(field.get("/Kids", ()))
    return found


def touch_all(data: bytes) -> int:
    """How many objects the fields lead to; each is looked at once."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        waiting: list[object] = [pdf.Root.AcroForm.Fields]
        seen_before: set[tuple[int, int]] = set()
        touched = 0
        while waiting:
            one = waiting.pop()
            touched += 1
            if isinstance(one, pikepdf.Array):
                waiting.extend(one)
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and one.objgen not in seen_before:
                if one.objgen != (0, 0):
                    seen_before.add(one.objgen)
                waiting.extend(held for entry, held in one.items() if entry not in ("/Parent", "/P"))
        return touched


def by_pikepdf(data: bytes) -> dict[str, str]:
    """The fields by pikepdf's own form class."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {field.fully_qualified_name: str(field.obj.get("/V", "")) for field in pikepdf.form.Form(pdf)}


def by_pypdf(data: bytes) -> dict[str, str]:
    """The fields by pypdf."""
    fields = pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def by_pdfplumber(data: bytes) -> dict[str, str]:
    """The fields by pdfplumber, which leaves resolving them to its user."""
    found: dict[str, str] = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        waiting = [("", kid) for kid in resolve1(resolve1(pdf.doc.catalog["AcroForm"])["Fields"])]
        while waiting:
            above, field = waiting.pop()
            field = resolve1(field)
            name = f"{above}.{decode_text(resolve1(field.get('T', b'')))}"
            value = resolve1(field.get("V"))
            found[name] = decode_text(value) if isinstance(value, bytes) else str(value)
            waiting.extend((name, kid) for kid in resolve1(field.get("Kids")) or ())
    return found
