"""PDF files written as text by hand, since a library refuses to write what is not right."""

from collections.abc import Sequence


def written(objects: Sequence[bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a table of contents that fits them."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)
    return bytes(out)


def stream(data: bytes, about: bytes = b"") -> bytes:
    """A stream of these bytes as they are."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), about, data)
