"""Whole forms one after the other in a PDF are read each; a form in parts and pages beside it go to a person, with what
to do."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, PageCopyWarning, Pdf
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.truth import RETURNED, editions
from benchmarks.accuracy.truth import instruments as instruments_there
from flows.form import read_form, read_forms
from flows.known import Known
from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Severity, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of, outcomes_of, put_together, with_pdf
from tests.round_trip.printed import flattened
from tests.round_trip.printed_word import by_office

ANSWERS: dict[str, Value] = {"program.children": 40, "needs.n01.current": 3}
OTHERS: dict[str, Value] = {"program.children": 41, "needs.n02.current": 5}
Read = Callable[[bytes], Outcome]
ReadAll = Callable[[bytes], list[Outcome]]
Form = Callable[..., bytes]


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Read:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="read_all")
def _read_all(instruments: Instruments, tmp_path: Path) -> ReadAll:
    return lambda data: outcomes_of(data, tmp_path, instruments)


@pytest.fixture(name="form")
def _form(instruments: Instruments) -> Form:
    def make(answers: dict[str, Value], practice: str = "needs-assessment", name: str = "R-01") -> bytes:
        return completed(instruments[practice, "1"], answers, kind="pdf", name=name)

    return make


def by_pypdf(*files: bytes) -> bytes:
    """The files one after the other, by pypdf."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for file in files:
        writer.append(io.BytesIO(file))
    writer.write(out)
    return out.getvalue()


def part(form: bytes, pages: Sequence[int]) -> bytes:
    """These pages of the form, counted from 0."""

    def keep(pdf: Pdf) -> None:
        for number in reversed(range(len(pdf.pages))):
            if number not in pages:
                del pdf.pages[number]

    return with_pdf(form, keep)


def part_of(form: bytes, pages: Sequence[int]) -> bytes:
    """These pages of the form in this order, one of them perhaps more than once."""

    def keep(pdf: Pdf) -> None:
        for number in pages:
            pdf.pages.append(pdf.pages[number])
        del pdf.pages[: -len(pages)]

    return with_pdf(form, keep)


def shuffled(pages: Sequence[tuple[int, int]], *files: bytes) -> bytes:
    """These pages of the files, each told by its file and its number there, from 0, in this order."""
    opened = [Pdf.open(io.BytesIO(file)) for file in files]
    return _of_pages([(opened[file], page) for file, page in pages])


def singly(pages: Sequence[tuple[int, int]], *files: bytes) -> bytes:
    """The same, with each page taken out of a file opened for it alone."""
    return _of_pages([(Pdf.open(io.BytesIO(files[file])), page) for file, page in pages])


def _of_pages(pages: Sequence[tuple[Pdf, int]]) -> bytes:
    out, made = io.BytesIO(), Pdf.new()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # that no list has the fields
        for file, page in pages:
            made.pages.append(file.pages[page])
        made.save(out)
    return out.getvalue()


def drawn_anew(data: bytes) -> bytes:
    """The file as a program writes it that holds what is alike in it once."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        known: dict[bytes, Dictionary] = {}
        for page in pdf.pages:
            fonts = page.obj.Resources.Font
            for name, font in list(fonts.items()):
                fonts[name] = known.setdefault(font.get("/BaseFont").unparse(), font)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def letter() -> bytes:
    """A page that is no form."""
    canvas = Canvas("letter.pdf", pagesize=(612, 792))
    canvas.drawString(72, 700, "Dear colleagues, we also serve 12 infants at home.")
    return canvas.getpdfdata()


def told(outcome: Outcome, code: str) -> str:
    """The message of this problem."""
    return next(one.message for one in outcome.verdict.problems if one.code == code)


Flat = tuple[bool, bool]
BOTH = [(False, False), (True, True), (False, True), (True, False)]


def flat(form: bytes, *, is_flat: bool) -> bytes:
    return flattened(form) if is_flat else form


@pytest.mark.parametrize("join", [put_together, by_pypdf])
@pytest.mark.parametrize("are_flat", BOTH)
def test_two_completed_copies_of_one_form_are_two_forms(form: Form, read_all: ReadAll, join, are_flat: Flat):
    first, second = form(ANSWERS), form(OTHERS, name="R-02")
    bundle, one, other = read_all(join(flat(first, is_flat=are_flat[0]), flat(second, is_flat=are_flat[1])))
    assert codes_of(bundle) == ["bundle"]
    assert bundle.submission is None
    assert [held.name for held in bundle.enclosed] == ["form › pages 1 to 4.pdf", "form › pages 5 to 8.pdf"]
    for outcome, answers, name in ((one, ANSWERS, "R-01"), (other, OTHERS, "R-02")):
        assert isinstance(outcome.verdict, Accepted)
        assert answers_of(outcome).items() >= {**answers, "identity.name": name}.items()
    assert "needs.n02.current" not in answers_of(one)


@pytest.mark.parametrize("are_flat", BOTH)
def test_forms_of_two_practices_in_one_file_are_two_forms(form: Form, read_all: ReadAll, are_flat: Flat):
    first, second = form(ANSWERS), form({}, "readiness")
    outcomes = read_all(put_together(flat(first, is_flat=are_flat[0]), flat(second, is_flat=are_flat[1])))
    assert codes_of(outcomes[0]) == ["bundle"]
    assert [one.submission.instrument for one in outcomes[1:] if one.submission] == ["needs-assessment", "readiness"]


def test_forms_of_two_agencies_are_each_that_of_its_own(instruments: Instruments, form: Form, read_all: ReadAll):
    other = completed(instruments["needs-assessment", "1"], OTHERS, kind="pdf", agency="mesa")
    outcomes = read_all(put_together(form(ANSWERS), other))
    assert [one.submission.agency for one in outcomes[1:] if one.submission] == ["harbor", "mesa"]


def test_forms_of_others_one_after_the_other_are_read_each(tmp_path: Path):
    adopted = Known(instruments=instruments_there(), editions=editions())
    file = tmp_path / "form"
    copies = [RETURNED / f"{name}-printed.pdf" for name in ("capacity-table-alder", "goals-plan-harrow")]
    file.write_bytes(put_together(*(one.read_bytes() for one in copies)))  # the first one a Word form
    bundle, *forms = read_forms(file, adopted)
    assert codes_of(bundle) == ["bundle"]
    for copy, outcome in zip(copies, forms, strict=True):
        assert answers_of(outcome) == answers_of(read_form(copy, adopted))


def test_the_parts_of_a_bundle_are_the_same_bytes_each_time(form: Form, read: Read):
    both = put_together(form(ANSWERS), form(OTHERS, name="R-02"))
    assert read(both).enclosed == read(both).enclosed != ()


def without_page(number: int) -> Callable[[bytes, bytes], bytes]:
    return lambda first, second: part(put_together(first, second), [one for one in range(8) if one != number])


@pytest.mark.parametrize(
    ("join", "code"),
    [
        (lambda first, second: put_together(put_together(letter(), first), second), "pages-twice"),
        (lambda first, second: put_together(put_together(first, letter()), second), "pages-twice"),
        (lambda first, second: put_together(put_together(first, second), letter()), "pages-twice"),
        (lambda first, _: put_together(first, first), "pages-twice"),
        (without_page(2), "pages-twice"),
        (without_page(6), "pages-twice"),
        (lambda first, second: part_of(put_together(first, second), (0, 4, 1, 5, 2, 6, 3, 7)), "pages-twice"),
        (lambda first, second: put_together(first, second) + b"\n5 0 obj << /V (3", "pdf-cut"),
    ],
)
def test_what_is_not_just_whole_forms_stays_one_file_for_a_person(form: Form, read: Read, join, code: str):
    outcome = read(join(flattened(form(ANSWERS)), flattened(form(OTHERS, name="R-02"))))
    assert isinstance(outcome.verdict, NeedsReview)
    assert outcome.enclosed == ()
    assert code in codes_of(outcome)


FIRST, SECOND = [(0, page) for page in range(4)], [(1, page) for page in range(4)]
OTHER_ORDERS = {
    "first page last": [*FIRST[1:], *SECOND, FIRST[0]],
    "last page first": [FIRST[3], *SECOND, *FIRST[:3]],
    "all reversed": [*reversed(SECOND), *reversed(FIRST)],
    "each reversed": [*reversed(FIRST), *reversed(SECOND)],
    "one reversed": [*FIRST, *reversed(SECOND)],
    "both turned round": [*FIRST[1:], FIRST[0], *SECOND[1:], SECOND[0]],
    "interleaved": [page for both in zip(FIRST, SECOND, strict=True) for page in both],
    "first pages exchanged": [SECOND[0], *FIRST[1:], FIRST[0], *SECOND[1:]],
    "middle pages exchanged": [FIRST[0], SECOND[1], *FIRST[2:], SECOND[0], FIRST[1], *SECOND[2:]],
    "two pages of one exchanged": [FIRST[0], FIRST[2], FIRST[1], FIRST[3], *SECOND],
    "a page twice": [*FIRST[:2], *FIRST[1:], *SECOND],
}


@pytest.mark.parametrize("is_flat", [False, True])
@pytest.mark.parametrize("pages", OTHER_ORDERS.values(), ids=OTHER_ORDERS)
def test_pages_of_two_forms_in_another_order_are_no_forms(form: Form, read: Read, pages, is_flat: bool):
    first, second = (flat(one, is_flat=is_flat) for one in (form(ANSWERS), form(OTHERS, name="R-02")))
    for join in (shuffled, singly):
        outcome = read(join(pages, first, second))
        assert isinstance(outcome.verdict, NeedsReview)
        assert outcome.enclosed == ()


def test_whole_copies_put_together_page_by_page_are_for_a_person(form: Form, read: Read):
    first, second = flattened(form(ANSWERS)), flattened(form(OTHERS, name="R-02"))
    assert read(singly([*FIRST, *SECOND], first, second)).enclosed == ()
    other = flattened(form({}, "readiness"))
    assert len(read(singly([*FIRST, *SECOND[:3]], first, other)).enclosed) == 2


def test_copies_of_which_nothing_says_whose_each_page_is_are_told(form: Form, read: Read):
    first, second = flattened(form(ANSWERS)), flattened(form(OTHERS, name="R-02"))
    outcome = read(drawn_anew(put_together(first, second)))
    assert codes_of(outcome) == ["bundle", "pages-untied"]
    assert "pages 1 to 4.pdf, pages 5 to 8.pdf" in told(outcome, "pages-untied")


def plans_of_others(_: Path) -> list[bytes]:
    return [flattened((RETURNED / f"goals-plan-{name}.pdf").read_bytes()) for name in ("harrow", "larkspur")]


def surveys() -> dict[str, bytes]:
    """Two copies of a Word form of others that has two pages."""
    return {name: (RETURNED / f"needs-survey-{name}.docx").read_bytes() for name in ("cottonwood", "juniper")}


def prints_of_others(folder: Path) -> list[bytes]:
    return list(by_office(surveys(), folder).values())


def prints_without_numbers(folder: Path) -> list[bytes]:
    return list(by_office({name: without_footer(form) for name, form in surveys().items()}, folder).values())


def without_footer(form: bytes) -> bytes:
    """The Word form without what stands at the foot of its pages."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as held, zipfile.ZipFile(out, "w") as made:
        for name in held.namelist():
            data = held.read(name)
            made.writestr(
                name, re.sub(rb"<w:footerReference[^>]*/>", b"", data) if name.endswith("document.xml") else data
            )
    return out.getvalue()


@pytest.mark.parametrize("copies", [plans_of_others, prints_of_others, prints_without_numbers])
def test_pages_of_forms_of_others_in_another_order_are_no_forms(tmp_path: Path, copies):
    adopted = Known(instruments=instruments_there(), editions=editions())
    file, both = tmp_path / "form", copies(tmp_path)
    file.write_bytes(shuffled([(0, 0), (0, 1), (1, 0), (1, 1)], *both))
    assert len(read_form(file, adopted).enclosed) == 2
    for pages in ((1, 0, 3, 2), (3, 2, 1, 0), (1, 2, 3, 0), (0, 3, 2, 1), (2, 1, 0, 3), (0, 2, 1, 3), (0, 1, 3, 2)):
        file.write_bytes(shuffled([divmod(page, 2) for page in pages], *both))
        assert read_form(file, adopted).enclosed == ()


def test_a_file_with_layers_is_not_taken_apart(form: Form, read: Read):
    def add(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="notes"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    both = put_together(flattened(form(ANSWERS)), flattened(form(OTHERS, name="R-02")))
    assert "pages-twice" in codes_of(read(with_pdf(both, add)))


def test_pages_there_twice_of_a_form_of_others_are_told_once(tmp_path: Path):
    adopted = Known(instruments=instruments_there(), editions=editions())
    file = tmp_path / "form"
    for pages in ((0, 1, 1), (0, 1, 0, 1)):
        file.write_bytes(part_of((RETURNED / "goals-plan-harrow-printed.pdf").read_bytes(), pages))
        outcome = read_form(file, adopted)
        assert isinstance(outcome.verdict, NeedsReview)
        errors = [one.code for one in outcome.verdict.problems if one.severity is not Severity.WARNING]
        assert errors == ["pages-twice"]


@pytest.mark.parametrize("pages", [(0, 1), (2, 3)])
def test_a_form_printed_in_two_parts_is_asked_for_whole(form: Form, read: Read, pages: tuple[int, int]):
    outcome = read(part(flattened(form(ANSWERS)), pages))
    assert isinstance(outcome.verdict, NeedsReview)
    assert not {"field-missing", "fields-missing"} & set(codes_of(outcome))
    missing = ", ".join(str(number + 1) for number in range(4) if number not in pages)
    assert f"these are not in the file: {missing}." in told(outcome, "pages-missing")


def test_a_part_of_a_form_that_another_program_took_out_knows_what_it_is_of(form: Form, read: Read):
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(form(ANSWERS)), pages=(2, 4))  # without the hidden field, which is on the first page
    writer.write(out)
    outcome = read(out.getvalue())
    assert isinstance(outcome.verdict, NeedsReview)
    assert "fields-missing" in codes_of(outcome)


@pytest.mark.parametrize("join", [put_together, by_pypdf])
@pytest.mark.parametrize("is_flat", [False, True])
def test_a_letter_in_front_is_told_and_the_form_behind_it_read(form: Form, read: Read, join, is_flat: bool):
    whole = join(letter(), flattened(form(ANSWERS)) if is_flat else form(ANSWERS))
    outcome = read(whole)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "page 1 " in told(outcome, "pages-bare")
    assert answers_of(outcome).items() >= ANSWERS.items()
    assert not is_flat or "12 infants" in told(outcome, "text-unread")
