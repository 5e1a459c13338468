"""The ways in which adopted PDF forms come back, filled in by programs that are not ours."""

from collections.abc import Callable

from benchmarks.accuracy.filled import Answers, Fill, FilledWay, Way
from benchmarks.accuracy.pdf import noted, returned, typed
from benchmarks.accuracy.pdf.entered import has_fields, without_fields
from benchmarks.accuracy.pdf.fill import by_pikepdf, by_pypdf, by_states, entered, fitting, only_boxes, texts
from planwright.editions import Edition
from tests.round_trip.viewer import printed_by_viewer, typed_again

__all__ = ["WAYS"]

WITH_FIELDS = ("goals-plan", "web-request")
PLAIN = ("fit-checklist",)
CROSS, CHECK = typed.strokes(*typed.CROSS), typed.strokes(*typed.CHECK)
X = typed.letter("X", "Helvetica-Bold")
AS_IT_IS = returned.each(bytes)


def _typed_and_clicked(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """Texts typed upon the pages of the blank, whose text fields stay empty; its boxes ticked."""
    return typed.typed(only_boxes(blank, edition, answers), texts(blank, edition, answers), X)


def _flat(blank: bytes) -> bytes:
    return without_fields(blank) if has_fields(blank) else blank


def _typed_flat(mark: typed.Mark) -> Fill:
    """Typed upon the pages of the blank, whose fields were taken away."""

    def fill(blank: bytes, edition: Edition, answers: Answers) -> bytes:
        return typed.typed(_flat(blank), entered(blank, edition, answers), mark)

    return fill


def _noted(mark: noted.Drawn, bare: Callable[[bytes], bytes] = bytes) -> Fill:
    """Put upon the pages of the blank as annotations."""
    return lambda blank, edition, answers: noted.noted(bare(blank), entered(blank, edition, answers), mark)


def _way(
    name: str, fill: Fill, after: Way = AS_IT_IS, *, editions: tuple[str, ...] = (*WITH_FIELDS, *PLAIN)
) -> FilledWay:
    return FilledWay(name=name, editions=editions, fill=fill, after=after, fits=fitting)


WAYS: tuple[FilledWay, ...] = (
    _way("fields, filled by pikepdf", by_pikepdf, editions=WITH_FIELDS),
    _way("fields, filled by pypdf", by_pypdf, editions=WITH_FIELDS),
    _way("fields, boxes on by /AS alone", by_states, editions=WITH_FIELDS),
    _way("fields, filled in PDFium (Chrome, Edge)", by_pikepdf, returned.each(typed_again), editions=WITH_FIELDS),
    _way(
        "fields, printed by PDFium (Chrome, Edge)", by_pikepdf, returned.each(printed_by_viewer), editions=WITH_FIELDS
    ),
    _way("fields, flattened by qpdf", by_pypdf, returned.each(returned.flattened), editions=WITH_FIELDS),
    _way("fields, printed by poppler", by_pypdf, returned.printed, editions=WITH_FIELDS),
    _way("fields, printed and fitted to the page", by_pypdf, returned.fitted, editions=WITH_FIELDS),
    _way("fields left empty, typed over, boxes ticked", _typed_and_clicked, editions=WITH_FIELDS),
    _way("fields left empty, notes typed and ticks drawn", _noted(noted.ink), editions=WITH_FIELDS),
    _way("fields left empty, notes typed, X too", _noted(noted.free_text), editions=WITH_FIELDS),
    _way("no fields, X typed", _typed_flat(X)),
    _way("no fields, ✓ of ZapfDingbats", _typed_flat(typed.letter("✓", "ZapfDingbats"))),
    _way("no fields, ✔ of DejaVu", _typed_flat(typed.letter("✔", "DejaVuSans"))),
    _way("no fields, checks drawn", _typed_flat(CHECK)),
    _way("no fields, crosses drawn", _typed_flat(CROSS)),
    _way("no fields, notes typed, X too", _noted(noted.free_text, _flat)),
    _way("no fields, notes typed, ticks by hand", _noted(noted.ink, _flat)),
    _way("no fields, notes typed, ticks stamped", _noted(noted.stamp, _flat)),
    _way("no fields, notes typed, dots", _noted(noted.circle, _flat)),
    _way("no fields, words circled", _typed_flat(typed.ring), editions=PLAIN),
    _way("no fields, printed by poppler", _typed_flat(CHECK), returned.printed),
    _way("no fields, notes printed by poppler", _noted(noted.stamp, _flat), returned.printed),
    _way("no fields, printed and fitted to the page", _typed_flat(X), returned.fitted),
    _way("no fields, on its side", _typed_flat(X), returned.each(returned.turned)),
    _way("no fields, printed on its side", _typed_flat(CROSS), returned.sideways),
    _way("no fields, margins cropped", _typed_flat(CROSS), returned.each(returned.cropped)),
    _way("no fields, pages out of order", _typed_flat(X), returned.each(returned.shuffled)),
    _way("no fields, a page twice", _typed_flat(X), returned.each(returned.repeated)),
    _way("no fields, a letter in front", _typed_flat(X), returned.each(returned.introduced)),
)
