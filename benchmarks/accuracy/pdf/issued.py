"""The ways in which issued PDF forms come back whose fields were not used, or are no AcroForm fields any more."""

from collections.abc import Callable, Mapping

from benchmarks.accuracy.filled import Way
from benchmarks.accuracy.pdf import noted, returned, typed
from benchmarks.accuracy.pdf.entered import cleared, entered_in, without_fields
from benchmarks.accuracy.pdf.xfa import as_dynamic
from benchmarks.accuracy.pdf.xfa_static import as_static

PDF = "pdf"


def _typed(mark: typed.Mark) -> Way:
    """Typed upon the pages of the blank, whose fields were taken away."""
    return returned.each(lambda form: typed.typed(without_fields(form), entered_in(form), mark))


def _noted(mark: noted.Drawn, bare: Callable[[bytes], bytes]) -> Way:
    """Put as annotations upon the blank, with or without its fields."""
    return returned.each(lambda form: noted.noted(bare(form), entered_in(form), mark))


WAYS: Mapping[str, tuple[str, Way]] = {
    "PDF, XFA that is laid out when opened": (PDF, returned.each(as_dynamic)),
    "PDF, XFA beside its fields": (PDF, returned.each(as_static)),
    "PDF, fields left empty, notes typed, ticks by hand": (PDF, _noted(noted.ink, cleared)),
    "PDF, fields left empty, notes typed, ticks stamped": (PDF, _noted(noted.stamp, cleared)),
    "PDF, flattened blank, X typed": (PDF, _typed(typed.letter("X", "Helvetica-Bold"))),
    "PDF, flattened blank, ✓ of ZapfDingbats": (PDF, _typed(typed.letter("✓", "ZapfDingbats"))),
    "PDF, flattened blank, checks drawn": (PDF, _typed(typed.strokes(*typed.CHECK))),
    "PDF, flattened blank, notes typed, ticks by hand": (PDF, _noted(noted.ink, without_fields)),
    "PDF, flattened blank, notes typed, ticks stamped": (PDF, _noted(noted.stamp, without_fields)),
}
