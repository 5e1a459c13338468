"""The picture of a stamp: a QR code for the footer of every page, drawn the same way on Word and PDF forms."""

from io import BytesIO

import segno

from planwright.stamp import Stamp

QUIET_ZONE = 4  # light modules that a reader needs on each side of the code


def qr_modules(stamp: Stamp) -> tuple[tuple[bool, ...], ...]:
    """The rows of the stamp's QR code, True where a module is dark; the quiet zone is left to whoever draws it."""
    return tuple(tuple(bool(module) for module in row) for row in _code(stamp).matrix)


def qr_png(stamp: Stamp, *, pixels: int = 8) -> bytes:
    """The stamp's QR code as a black-and-white PNG with its quiet zone, each module `pixels` wide."""
    picture = BytesIO()
    _code(stamp).save(picture, kind="png", scale=pixels, border=QUIET_ZONE)
    return picture.getvalue()


def _code(stamp: Stamp) -> segno.QRCode:
    """Level Q lets a quarter of the code be soiled, which costs little at the length of a stamp."""
    return segno.make_qr(str(stamp), error="q", boost_error=False)
