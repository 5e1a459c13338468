"""PDF forms that no program would write: AcroForm dictionaries with anything in the place of anything.

Most entries are of the type that belongs there, so that the reader gets far.
"""

import io

import pikepdf

from tests.extractors import xfa_forms
from tests.fuzz import sound
from tests.fuzz.tape import Tape
from tests.fuzz.written import stream, written

_NAMES = (
    b"statements.r01",
    b"statements",
    b"r01",
    b"identity.name",
    b"planwright-stamp",
    b"comments",
    b"x",
    b"",
    b"a.b.c",
)
_STAMP = b"(PW1/readiness/1/mesa/2026-fall)"
_STRINGS = (
    b"(Said.)",
    b"(4)",
    b"()",
    b"<FEFF00530061>",
    b"<FEFFD800>",
    b"<FFFE5300>",
    b"<EFBBBFC3A9>",
    b"<C3A9FF00>",
    b"(\\377\\376\\000\\330)",
    b"(\x1b\x00en\x1b)",
    b"<FEFF001B0065006E001B0041>",
    b"(" + b"9" * 2000 + b")",
    b"(09/30/2026)",
    b"(D:20260930)",
    b"(\xe2\x80\xaeevil)",
    b"(<p>Said</p>)",
    _STAMP,
)
_PDF_NAMES = (
    b"/Yes",
    b"/Off",
    b"/4",
    b"/2",
    b"/",
    b"/#00",
    b"/#FF#FE",
    b"/Tx",
    b"/Btn",
    b"/Ch",
    b"/Sig",
    b"/Widget",
    b"/On#20it",
)
_NUMBERS = (
    b"0",
    b"1",
    b"-1",
    b"32768",
    b"65536",
    b"49152",
    b"131072",
    b"4294967295",
    b"9" * 30,
    b"1.5",
    b"-.0",
    b"1e9",
    b"0.00001",
)
_DRAWINGS = (
    b"/Tx BMC q BT 0 g /Helv 10 Tf 2 5 Td (Said.) Tj ET Q EMC",
    b"q 1 g 0 0 243 19 re f BT /Nope 0 Tf (x) Tj ET",
    b"BT /Helv 1e30 Tf 99999999 0 0 -1 0 0 Tm [(a) -1e9 (b)] TJ",
    b"q " * 3000,
    b"/X Do /X Do",
    b"0 0 m 1 1 l S (",
    b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI",
    b"",
)
ENTRIES = {  # what an entry holds where it is as it should be
    "Kids": "refs", "Parent": "ref", "T": "string", "TU": "string", "FT": "name", "V": "any", "DV": "any",
    "Ff": "number",
    "Rect": "box", "Subtype": "name", "AS": "name", "AP": "appearances", "MK": "dictionary", "DA": "string",
    "Opt": "array", "I": "array", "MaxLen": "number", "P": "ref", "F": "number", "RV": "string", "AA": "dictionary",
    "A": "dictionary", "BS": "dictionary", "Border": "array", "Contents": "string", "Q": "number", "OC": "dictionary",
    "TI": "number", "StructParent": "number", "M": "string", "NM": "string", "Popup": "ref", "Lock": "ref",
}  # fmt: skip
_FORM = {
    "NeedAppearances": "bool",
    "SigFlags": "number",
    "CO": "refs",
    "DR": "dictionary",
    "DA": "string",
    "XFA": "xfa",
}
_PAGE = {
    "MediaBox": "box", "CropBox": "box", "Rotate": "number", "UserUnit": "number", "Resources": "dictionary",
    "Contents": "refs", "Annots": "refs", "PieceInfo": "dictionary", "Parent": "ref", "Type": "name", "AF": "refs",
}  # fmt: skip
_ROOT = {
    "NeedsRendering": "bool", "Names": "dictionary", "OCProperties": "dictionary", "Perms": "dictionary", "AF": "refs",
    "Metadata": "ref", "Collection": "dictionary", "OpenAction": "dictionary", "Extensions": "dictionary",
}  # fmt: skip
_PLAIN: dict[str, tuple[bytes, ...]] = {
    "string": _STRINGS,
    "name": _PDF_NAMES,
    "number": _NUMBERS,
    "bool": (b"true", b"false"),
    "null": (b"null",),
    "far": (b"[" + b"0 " * 3_000 + b"]", b"[" * 200 + b"]" * 200),
}
_TYPES = (*_PLAIN, "refs", "ref", "any", "box", "appearances", "dictionary", "array")


class _Writer:
    """Writes objects that refer to each other by numbers drawn; how many there will be is known before."""

    def __init__(self, tape: Tape, count: int) -> None:
        self._tape, self._count = tape, count

    def ref(self) -> bytes:
        """A reference to one of the objects, now and then to none."""
        return b"%d 0 R" % (self._tape.below(self._count) + 1 if not self._tape.seldom(20) else 9_999)

    def held(self, kind: str, left: int = 3) -> bytes:
        """An object of this kind; seldom one of another."""
        kind = self._tape.one(_TYPES) if self._tape.seldom(8) else kind
        if kind in _PLAIN:
            return self._tape.one(_PLAIN[kind])
        if kind == "ref":
            return self.ref()
        if kind == "appearances":
            return (
                b"<</N %b>>" % self.ref()
                if self._tape.below(2)
                else b"<</N<</Yes %b/4 %b>>>>" % (self.ref(), self.ref())
            )
        if kind == "dictionary":
            known = self._tape.some(3, lambda: self._tape.one([*ENTRIES]))
            return self.dictionary({key: ENTRIES[key] for key in known}, left - 1)
        if kind == "any":
            return (
                self.held(self._tape.one(("string", "name", "number", "ref", "array")), left - 1)
                if left > 0
                else b"(x)"
            )
        return b"[%b]" % b" ".join(self._listed(kind, left))

    def _listed(self, kind: str, left: int) -> list[bytes]:
        """What stands in an array of this kind."""
        match kind:
            case "box":
                return [self._tape.one((b"10", b"20", b"200", b"300", *_NUMBERS)) for _ in range(4)]
            case "refs":
                return self._tape.some(5, self.ref)
            case "xfa":
                return [b"(template)", self.ref(), b"(datasets)", self.ref()]
            case _:
                return self._tape.some(4, lambda: self.held("any", left - 1)) if left > 0 else []

    def dictionary(self, entries: dict[str, str], left: int = 3, more: bytes = b"") -> bytes:
        """A dictionary of these entries, as it is written."""
        if left < 0:
            return b"<<>>"
        said = b"".join(b"/%b %b" % (key.encode(), self.held(kind, left)) for key, kind in entries.items())
        return b"<<%b%b>>" % (said, more)

    def drawn(self, entries: dict[str, str], often: int) -> dict[str, str]:
        """Some of the entries."""
        return {key: kind for key, kind in entries.items() if self._tape.below(often) == 0}


def grown(tape: Tape) -> bytes:
    """A form made of nothing: root, pages, AcroForm, fields, drawings, packets."""
    fields, drawings = 2 + tape.below(12), 1 + tape.below(3)
    count = 5 + fields + drawings + 2
    writer = _Writer(tape, count)
    every = b" ".join(b"%d 0 R" % number for number in range(6, 6 + fields))
    root = writer.dictionary(writer.drawn(_ROOT, 8), more=b"/Type/Catalog/Pages 2 0 R/AcroForm 5 0 R")
    tree = b"<</Type/Pages/Kids[%b]/Count %b>>" % (
        b"3 0 R 4 0 R" if tape.below(6) else writer.ref(),
        tape.one((b"2", *_NUMBERS)),
    )
    pages = [
        writer.dictionary(
            writer.drawn(_PAGE, 4), more=b"/Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[%b]" % every
        )
        for _ in range(2)
    ]
    form = writer.dictionary(writer.drawn(_FORM, 5), more=b"/Fields[%b]" % every)
    stamp = b"<</T(planwright-stamp)/FT/Tx/Ff 1/V%b/Subtype/Widget/Rect[0 0 0 0]>>" % _STAMP
    made = [_field(tape, writer) for _ in range(fields - 1)]
    seen = [_drawing(tape, writer) for _ in range(drawings)]
    packets = [stream(packet) for packet in _packets(tape)]
    return written([root, tree, *pages, form, stamp, *made, *seen, *packets])


def _field(tape: Tape, writer: _Writer) -> bytes:
    known = b"/T(%b)/FT %b/Subtype/Widget/Rect[20 20 200 40]/V %b" % (
        tape.one(_NAMES),
        tape.one((b"/Tx", b"/Btn", b"/Ch", b"/Sig")),
        tape.one((*_STRINGS, *_PDF_NAMES)),
    )
    return writer.dictionary(writer.drawn(ENTRIES, 5), more=known if tape.below(4) else b"/Subtype/Widget")


def _drawing(tape: Tape, writer: _Writer) -> bytes:
    about = b"/Subtype/Form/BBox%b/Resources %b" % (writer.held("box"), writer.held("dictionary"))
    about += tape.one(
        (
            b"",
            b"",
            b"/Filter/FlateDecode",
            b"/Filter[/ASCIIHexDecode/LZWDecode]",
            b"/Matrix[0 0 0 0 0 0]",
            b"/Filter/Nope",
        )
    )
    return stream(tape.one(_DRAWINGS), about)


def _packets(tape: Tape) -> tuple[bytes, bytes]:
    inner = "".join(
        tape.some(
            6,
            lambda: tape.one(
                (
                    '<field name="a"><ui><textEdit/></ui></field>',
                    '<subform name="s"><occur min="-1" max="99999999"/>',
                    "</subform>",
                    '<field name="b"><items><text>1</text></items><ui><checkButton/></ui></field>',
                    '<exclGroup name="g"><field name="c"/></exclGroup>',
                    '<subform name="a"><bind match="dataRef" ref="$..a[*]"/></subform>',
                    '<field name="d"><bind match="dataRef" ref="!data.a[99999999].b"/></field>',
                    "<proto/>",
                    '<subform use="#x" usehref="http://x.example/a.xdp"/>',
                )
            ),
        )
    )
    rows = "".join(tape.some(5, lambda: tape.one(("<a>1</a>", "<s><a>2</a></s>", "<b/>", "<g>c</g>", "<a>", "&x;"))))
    return xfa_forms.template(inner), xfa_forms.datasets(rows)


def edited(tape: Tape) -> bytes:
    """A filled form with entries of its dictionaries exchanged, taken out, or made refer to others."""
    form = tape.one([one for one in sound.short() if one.ending == "pdf"])
    with pikepdf.open(io.BytesIO(form.data)) as pdf:
        held = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and len(one)]
        for _ in range(1 + tape.below(3)):
            _edit(tape, pdf, held)
        return sound.written(pdf, compress_streams=False)


def _edit(tape: Tape, pdf: pikepdf.Pdf, held: list[pikepdf.Object]) -> None:
    one = held[tape.below(len(held))]
    if isinstance(one, pikepdf.Array):
        if len(one):
            one[tape.below(len(one))] = _odd(tape, pdf, held)
        return
    keys = sorted(one.keys())
    key = f"/{tape.one([*ENTRIES])}" if tape.seldom(4) or not keys else keys[tape.below(len(keys))]
    if tape.below(4) == 0 and key in one:
        del one[key]
    else:
        one[key] = _odd(tape, pdf, held)


def _odd(tape: Tape, pdf: pikepdf.Pdf, held: list[pikepdf.Object]) -> object:
    """What stands in the place of something else."""
    written = (*_STRINGS, *(name for name in _PDF_NAMES if b"#00" not in name), *_NUMBERS[:8])  # which qpdf takes
    match tape.below(8):
        case 0 | 1:
            return held[tape.below(len(held))]
        case 2:
            return tape.below(2) == 0
        case 3 | 4 | 5:
            return pikepdf.Object.parse(tape.one(written))
        case 6:
            return pikepdf.Array([held[tape.below(len(held))] for _ in range(tape.below(4))])
        case _:
            return pdf.make_stream(tape.one(_DRAWINGS))
