"""What fields look like in each of their states, as form XObjects that every viewer can show."""

from pikepdf import Dictionary, Name, Object, Pdf

from planwright.issuing.pdf.controls import MARK
from planwright.issuing.pdf.styles import EDGE, NAVY

BORDER = 0.75
_ARROW = 6.0  # the width of a drop-down's arrow
_ARC = 0.5523  # how far a Bézier curve's handles reach for a quarter circle of radius 1


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
