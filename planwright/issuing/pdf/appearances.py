"""What fields look like in each of their states, as form XObjects that every viewer can show."""

from collections.abc import Mapping

from pikepdf import Dictionary, Name, Object, Pdf
from reportlab.pdfbase import pdfmetrics

from planwright.issuing.pdf.controls import MARK
from planwright.issuing.pdf.styles import EDGE, NAVY

BORDER = 0.75
_ARROW = 6.0  # the width of a drop-down's arrow
_FIRST_CODE, _LAST_CODE = 32, 255
_ARC = 0.5523  # how far a Bézier curve's handles reach for a quarter circle of radius 1


# From Adobe's metrics of its standard fonts. Leading is left out: pikepdf would take it for points.
_HELVETICA = {
    "/Flags": 32,  # Latin letters
    "/FontBBox": (-166, -225, 1000, 931),
    "/ItalicAngle": 0,
    "/Ascent": 718,
    "/Descent": -207,
    "/CapHeight": 718,
    "/XHeight": 523,
    "/StemV": 88,
}
_DINGBATS = {
    "/Flags": 4,  # symbols
    "/FontBBox": (-1, -143, 981, 820),
    "/ItalicAngle": 0,
    "/Ascent": 820,
    "/Descent": -143,
    "/CapHeight": 820,
    "/StemV": 90,
}


def field_fonts(pdf: Pdf) -> Dictionary:
    """The fonts in which viewers write answers and draw marks: every viewer has them, so they are not embedded.

    Their widths and descriptors are there all the same, for programs that break an answer into lines by them.
    """
    helvetica = _standard_font(pdf, "Helvetica", _HELVETICA)
    helvetica.Encoding = Name.WinAnsiEncoding
    return Dictionary(Helv=helvetica, ZaDb=_standard_font(pdf, "ZapfDingbats", _DINGBATS))


def _standard_font(pdf: Pdf, name: str, metrics: Mapping[str, object]) -> Object:
    widths = pdfmetrics.getFont(name).widths[_FIRST_CODE : _LAST_CODE + 1]
    described = Dictionary({"/Type": Name.FontDescriptor, "/FontName": Name(f"/{name}"), **metrics})
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{name}"),
            FirstChar=_FIRST_CODE,
            LastChar=_LAST_CODE,
            Widths=widths,
            FontDescriptor=pdf.make_indirect(described),
        )
    )


def box_appearance(
    pdf: Pdf, width: float, height: float, *, fonts: Dictionary, prints: str = "", arrow: bool = False
) -> Object:
    """A text field or drop-down with what is printed in it; each has its own, since filling rewrites it in place."""
    drawn = [
        "q 1 g",
        f"0 0 {width:.2f} {height:.2f} re f",
        f"{rgb(EDGE)} RG {BORDER} w",
        f"{BORDER / 2} {BORDER / 2} {width - BORDER:.2f} {height - BORDER:.2f} re S",
    ]
    if arrow:
        left, top = width - _ARROW - 5, (height + _ARROW / 2) / 2
        drawn.append(f"{rgb(EDGE)} rg {left:.2f} {top:.2f} m {left + _ARROW:.2f} {top:.2f} l")
        drawn.append(f"{left + _ARROW / 2:.2f} {top - _ARROW / 2 - 1:.2f} l f")
    drawn.append("Q /Tx BMC")
    if prints:
        drawn.append(f"q {BORDER} {BORDER} {width - 2 * BORDER:.2f} {height - 2 * BORDER:.2f} re W n")
        drawn.append(f"BT 0 g {prints} ET Q")
    drawn.append("EMC")
    return _form(pdf, width, height, "\n".join(drawn), Dictionary(Font=fonts))


def check_appearances(pdf: Pdf) -> tuple[Object, Object]:
    """A check box that is on, and one that is off."""
    box = f"q 1 g {rgb(EDGE)} RG 1 w 0.5 0.5 {MARK - 1} {MARK - 1} re B Q"
    tick = f"q {rgb(NAVY)} RG 1.8 w 1 J 1 j 2.6 5.6 m 4.7 3.2 l 8.6 8.2 l S Q"
    return _form(pdf, MARK, MARK, f"{box}\n{tick}"), _form(pdf, MARK, MARK, box)


def radio_appearances(pdf: Pdf) -> tuple[Object, Object]:
    """A radio button that is on, and one that is off."""
    middle = MARK / 2
    ring = f"q 1 g {rgb(EDGE)} RG 1 w {_circle(middle, middle - 0.5)} B Q"
    dot = f"q {rgb(NAVY)} rg {_circle(middle, middle - 2.6)} f Q"
    return _form(pdf, MARK, MARK, f"{ring}\n{dot}"), _form(pdf, MARK, MARK, ring)


def rgb(color: str) -> str:
    """The three operands of a colour such as `#1f3a5f`."""
    return " ".join(f"{part:.3f}" for part in parts_of(color))


def parts_of(color: str) -> tuple[float, ...]:
    """Red, green and blue from 0 to 1 of a colour such as `#1f3a5f`."""
    return tuple(round(int(color[at : at + 2], 16) / 255, 3) for at in (1, 3, 5))


def _circle(middle: float, radius: float) -> str:
    reach = radius * _ARC
    quarters = (((1, 0), (0, 1)), ((0, 1), (-1, 0)), ((-1, 0), (0, -1)), ((0, -1), (1, 0)))
    path = [f"{middle + radius:.2f} {middle:.2f} m"]
    for (x, y), (to_x, to_y) in quarters:
        handles = (
            x * radius + to_x * reach,
            y * radius + to_y * reach,
            to_x * radius + x * reach,
            to_y * radius + y * reach,
        )
        ends = (*handles, to_x * radius, to_y * radius)
        path.append(" ".join(f"{middle + end:.2f}" for end in ends) + " c")
    return " ".join(path) + " h"


def _form(pdf: Pdf, width: float, height: float, drawn: str, resources: Dictionary | None = None) -> Object:
    return pdf.make_stream(
        drawn.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, round(width, 2), round(height, 2)],
        Resources=resources or Dictionary(),
    )
