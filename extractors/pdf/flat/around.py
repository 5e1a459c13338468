"""What a person drew or struck on a page outside the places for answers, as far as its blank does not show it."""

from collections.abc import Iterable, Iterator

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.align import Fit
from extractors.pdf.flat.blank import EDGE, BlankPage
from extractors.pdf.flat.laid import Laid
from extractors.pdf.flat.overdrawn import overdrawn
from extractors.pdf.flat.strokes import near, strokes_on
from extractors.pdf.flat.unclear import Unclear
from extractors.pdf.page.boxes import touches, wider
from extractors.pdf.place import Box

_SHADE = 3  # grays, of 255, by which the ground of a word differs from that of its blank


def drawn_around(
    added: Added, laid: Laid, known: Iterable[Box], unclear: Unclear, *, with_notes: bool = True
) -> Iterator[str]:
    """In words, what is drawn outside the places for answers and the `known` boxes, which are those of the page."""
    if laid.match is None:
        return
    page, fit = laid.match.page, laid.match.fit
    known = tuple(known)
    here = (wider(_on_blank(fit, box), EDGE) for box in known)
    number = laid.page.number
    told: list[Box] = []
    for box in strokes_on(added.shown, fit, page.outside, unclear.picture, known=here, with_notes=with_notes):
        told.append(box)
        words = near(box, page.words)
        yield f"a drawing on page {number}" + (f" near “{words}”" if words else "")
    struck, tinted = list(_struck(laid, page, unclear)), list(_tinted(laid, page, unclear))
    if struck:
        yield f"a line on page {number} through “{' '.join(struck)}”"
    if tinted:
        yield f"another color on page {number} under “{' '.join(tinted)}”"
    upon = [
        words
        for box, words in overdrawn(added, laid, known)
        if not any(touches(_on_blank(fit, box), one) for one in told)
        and not any(word.text in (*struck, *tinted) for word in words)
    ]
    if upon:
        said = " ".join(dict.fromkeys(word.text for every in upon for word in every))
        yield f"a drawing on page {number} upon “{said}”"


def _tinted(laid: Laid, page: BlankPage, unclear: Unclear) -> Iterator[str]:
    """The printed words that stand on a lighter or darker ground than on the blank: a marker's, or none any more.

    Dots and lines to write on hide the ground that they stand on.
    """
    for number, at in unclear.words.items():
        known = page.grounds[number]
        ground = None if known is None else unclear.picture.ground(laid.words[at].box)
        if known is None or ground is None or abs(ground - known) < _SHADE:
            continue
        if any(map(str.isalnum, page.words[number].text)):
            yield page.words[number].text


def _struck(laid: Laid, page: BlankPage, unclear: Unclear) -> Iterator[str]:
    """The printed words through which a line runs, and none does on the blank."""
    for number, at in unclear.words.items():
        if number not in page.ruled and unclear.picture.is_struck(laid.words[at].box):
            yield page.words[number].text


def _on_blank(fit: Fit, box: Box) -> Box:
    (scale_x, shift_x), (scale_y, shift_y) = fit.across, fit.down
    left, top, right, bottom = box
    return (
        (left - shift_x) / scale_x,
        (top - shift_y) / scale_y,
        (right - shift_x) / scale_x,
        (bottom - shift_y) / scale_y,
    )
