"""Text in a font that does not say which letters it draws is never read as other letters."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from extractors.read import lines_on
from planwright.instruments import Instruments
from planwright.model import NeedsReview
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of
from tests.round_trip.printed import changed, flattened, places
from tests.round_trip.printed_word import by_office

FONT = next(iter(sorted(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))), None)
Font = Callable[[pikepdf.Pdf, str], tuple[Dictionary, str]]  # in a file, for a text → the font, the text in its codes


def by_glyphs(pdf: pikepdf.Pdf, text: str) -> tuple[Dictionary, str]:
    """A font whose codes are the numbers of its glyphs, without a table of what they mean."""
    assert FONT is not None
    if "Glyphs" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Glyphs", str(FONT)))
    numbers = pdfmetrics.getFont("Glyphs").face.charToGlyph
    about = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Glyphs"), Flags=4, ItalicAngle=0, StemV=80)
    about.FontBBox, about.Ascent, about.Descent, about.CapHeight = Array([0, -200, 1000, 900]), 900, -200, 700
    about["/FontFile2"] = pdf.make_stream(FONT.read_bytes())
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Glyphs"), DW=600)
    inner.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    inner.FontDescriptor = pdf.make_indirect(about)
    inner.CIDToGIDMap = Name.Identity
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Glyphs"))
    font.Encoding = Name("/Identity-H")
    font.DescendantFonts = Array([inner])
    return font, "".join(f"{numbers[ord(letter)]:04x}" for letter in text)


def by_drawings(pdf: pikepdf.Pdf, text: str) -> tuple[Dictionary, str]:
    """A font whose letters are drawings with names that mean nothing; its first code is that of the figure 3."""
    drawing = b"556 0 0 0 556 700 d1 200 0 100 700 re 50 300 450 100 re f"
    names = [f"g{number}" for number in range(len(text))]
    procs = Dictionary({f"/{name}": pdf.make_stream(drawing) for name in names})
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=procs, FirstChar=51, LastChar=50 + len(text))
    font.FontBBox, font.FontMatrix = Array([0, 0, 700, 700]), Array([0.001, 0, 0, 0.001, 0, 0])
    font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([51, *(Name(f"/{name}") for name in names)]))
    font.Widths = Array([556] * len(text))
    return font, "".join(f"{51 + number:02x}" for number in range(len(text)))


@pytest.mark.parametrize("key", ["program.classrooms", "more.strength"])
@pytest.mark.parametrize("font", [by_glyphs, by_drawings])
def test_an_answer_in_a_font_without_meanings_goes_to_a_person(
    instruments: Instruments, tmp_path: Path, key: str, font: Font
):
    form = completed(instruments["needs-assessment", "1"], {}, kind="pdf")
    place = places(form)[key].place
    assert place.page is not None
    assert place.box is not None
    page, (left, _, _, bottom) = place.page, place.box

    def type_in(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[page - 1]
        made, codes = font(pdf, "12")
        held.obj.Resources.Font["/Typed"] = pdf.make_indirect(made)
        held.contents_add(f"BT /Typed 9 Tf {left + 3} {792 - bottom + 4} Td <{codes}> Tj ET".encode())

    outcome = outcome_of(changed(flattened(form), type_in), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert {"answer-unreadable", "text-unread"} & set(codes_of(outcome))
    assert key not in answers_of(outcome)


@pytest.mark.parametrize("sign", ['"', "''", "\N{RIGHT DOUBLE QUOTATION MARK}"])
def test_a_sign_that_repeats_what_stands_above_goes_to_a_person(instruments: Instruments, tmp_path: Path, sign: str):
    form = completed(instruments["needs-assessment", "1"], {"more.strength": sign}, kind="pdf")
    assert "answer-unreadable" in codes_of(outcome_of(form, tmp_path, instruments))
    quoted = completed(instruments["needs-assessment", "1"], {"more.strength": f"{sign}We talk{sign}"}, kind="pdf")
    assert "answer-unreadable" not in codes_of(outcome_of(quoted, tmp_path, instruments))


def test_a_sign_beyond_the_first_plane_is_one_character(instruments: Instruments, tmp_path: Path):
    form = completed(instruments["needs-assessment", "1"], {"more.strength": "good \N{GRINNING FACE} yes"})
    lines = lines_on(by_office({"form": form}, tmp_path)["form"])
    assert any("\N{GRINNING FACE}" in line for line in lines)
    assert not any("\ud800" <= letter <= "\udfff" for line in lines for letter in line)


@pytest.mark.parametrize("said", ["0001", "FFFD"])
def test_a_printed_sign_that_its_font_does_not_name_any_more_is_no_answer(
    instruments: Instruments, tmp_path: Path, said: str
):
    form = completed(instruments["needs-assessment", "1"], {"more.strength": "We talk"}, kind="pdf")

    def forget(pdf: pikepdf.Pdf) -> None:
        maps = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and b"begincmap" in one.read_bytes()]
        named = [one for one in maps if b"<00B7>" in one.read_bytes()]
        assert named
        for one in named:
            one.write(one.read_bytes().replace(b"<00B7>", f"<{said}>".encode()))

    outcome = outcome_of(changed(flattened(form), forget), tmp_path, instruments)
    assert codes_of(outcome) == ["read-from-pages"]
    assert answers_of(outcome)["more.strength"] == "We talk"


def hung(pdf: pikepdf.Pdf, text: str) -> tuple[Dictionary, str]:
    """A font that draws each sign at the height of a quotation mark, whatever letter it says it is."""
    drawing = b"556 0 100 450 300 700 d1 100 450 80 250 re 220 450 80 250 re f"
    names = [f"/{letter}" for letter in dict.fromkeys(text)]
    procs = Dictionary({name: pdf.make_stream(drawing) for name in names})
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=procs, FirstChar=97, LastChar=122)
    font.FontBBox, font.FontMatrix = Array([0, 0, 700, 700]), Array([0.001, 0, 0, 0.001, 0, 0])
    differences = [one for name in names for one in (ord(name[1]), Name(name))]
    font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array(differences))
    font.Widths = Array([556] * 26)
    meant = "".join(f"<{ord(letter):02x}> <{ord(letter):04x}>\n" for letter in dict.fromkeys(text))
    font.ToUnicode = pdf.make_stream(
        f"/CMapName /M def 1 begincodespacerange <00> <ff> endcodespacerange"
        f" {len(names)} beginbfchar\n{meant}endbfchar".encode()
    )
    return font, text.encode().hex()


def test_letters_that_hang_above_their_line_are_none(instruments: Instruments, tmp_path: Path):
    form = completed(instruments["needs-assessment", "1"], {}, kind="pdf")
    place = places(form)["more.strength"].place
    page, (left, _, _, bottom) = place.page or 0, place.box or (0, 0, 0, 0)

    def type_in(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[page - 1]
        made, codes = hung(pdf, "op")
        fonts = held.obj.Resources.Font
        fonts["/Hung"], base = pdf.make_indirect(made), 792 - bottom + 8
        fonts["/Usual"] = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        held.contents_add(
            f"BT /Hung 10 Tf {left + 3} {base} Td <{codes[:2]}> Tj /Usual 10 Tf (Mondays) Tj"
            f" /Hung 10 Tf <{codes[2:]}> Tj ET".encode()
        )

    outcome = outcome_of(changed(flattened(form), type_in), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "answer-unreadable" in codes_of(outcome)
    assert "oMondaysp" not in answers_of(outcome).values()
