"""ActiveX controls are read where what they store is certain, and counted where it is not."""

import struct
from uuid import UUID

import pytest

from extractors.word.active_x.compound import stream
from extractors.word.active_x.morph import properties_in
from extractors.word.fields import read_word_fields
from planwright.model import FieldKind, Reading, State
from planwright.problems import FileCode
from tests.extractors.word_files import control, para, relations, run, word

TEXT, COMBO, LIST, CHECK, OPTION = (f"{{8BD21D{one}0-EC42-11CE-9E0D-00AA006002F3}}" for one in (1, 3, 2, 4, 5))
BUTTON = "{D7053240-CE69-11CD-A777-00DD01143C57}"
AX = 'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
VALUE, CAPTION, GROUP, SIZE = 22, 23, 32, 8
COMPRESSED = 1 << 31


def active_x(number: int, name: str) -> str:
    return f'<w:r><w:object><w:control r:id="r{number}" w:name="{name}"/></w:object></w:r>'


def bag(kind: str, **properties: str) -> str:
    said = "".join(f'<ax:ocxPr ax:name="{name}" ax:value="{value}"/>' for name, value in properties.items())
    return f'<ax:ocx {AX} ax:classid="{kind}" ax:persistence="persistPropertyBag">{said}</ax:ocx>'


def stored(kind: str, persistence: str) -> str:
    return f'<ax:ocx {AX} {R} ax:classid="{kind}" ax:persistence="{persistence}" r:id="r0"/>'


def morph(texts: dict[int, str], *, more: dict[int, bytes] | None = None, encoding: str = "utf-16-le") -> bytes:
    """The binary of a control with these texts by their bits, as [MS-OFORMS] 2.2.5 has it."""
    block, after, mask = b"", struct.pack("<ii", 100, 50), 1 << SIZE
    flag = COMPRESSED if encoding == "latin-1" else 0
    counts = {bit: struct.pack("<I", len(said.encode(encoding)) | flag) for bit, said in texts.items()}
    for bit, data in sorted({**(more or {}), **counts}.items()):
        block += bytes(-len(block) % len(data)) + data
        mask |= 1 << bit
    for _, said in sorted(texts.items()):
        after += said.encode(encoding) + bytes(-len(said.encode(encoding)) % 4)
    inside = struct.pack("<Q", mask) + block + bytes(-len(block) % 4) + after
    return b"\x00\x02" + struct.pack("<H", len(inside)) + inside


def by_word(texts: dict[int, str]) -> bytes:
    """The binary of a check box with these texts, as Office writes it: class, colours, looks, font."""
    looks = {1: b"\x0d\0\0\x80", 2: b"\x0a\0\0\x80", 6: b"\4"}
    return UUID(CHECK).bytes_le + morph(texts, more=looks, encoding="latin-1") + b"\0\2\x18\0" + bytes(24)


def compound(contents: bytes, name: str = "contents") -> bytes:
    """A compound file with one short stream, as [MS-CFB] has it: table, directory, small sectors and their table."""
    last, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    small = -(-len(contents) // 64)
    held = contents.ljust(-(-small * 64 // 512) * 512, b"\0")

    def entry(said: str, kind: int, start: int, size: int) -> bytes:
        text = said.encode("utf-16-le")
        about = struct.pack("<HBB3I", len(text) + 2, kind, 1, free, free, 1 if kind == 5 else free)
        return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)

    sectors = [table, last, last, *range(4, 3 + len(held) // 512), last]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<7I", 0, 1, 1, 0, 4096, 2, 1) + struct.pack("<2I", last, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    directory = entry("Root Entry", 5, 3, len(held)) + entry(name, 2, 0, len(contents)) + bytes(256)
    chain = [*range(1, small), last]
    tables = (struct.pack("<128I", *some, *[free] * (128 - len(some))) for some in (sectors, chain))
    first, second = tables
    return header + first + directory + second + held


TICKED = by_word({VALUE: "1", CAPTION: "I agree to it", GROUP: "Sheet1"})


def read(*controls: tuple[str, str, bytes | None], beside: str = "") -> Reading:
    """The reading of a form with these controls: each its name, its part and the binary beside it."""
    parts: dict[str, str | bytes] = {}
    body, targets = [], []
    for number, (name, part, binary) in enumerate(controls):
        file = f"activeX{number}"
        body.append(
            para(run(f"Q{number}: "), f'<w:r><w:object><w:control r:id="r{number}" w:name="{name}"/></w:object></w:r>')
        )
        targets.append(("control", f"activeX/{file}.xml"))
        parts[f"word/activeX/{file}.xml"] = part
        if binary is not None:
            parts[f"word/activeX/{file}.bin"] = binary
            parts[f"word/activeX/_rels/{file}.xml.rels"] = relations(("activeXControlBinary", f"{file}.bin"))
    parts["word/_rels/document.xml.rels"] = relations(*targets)
    return read_word_fields(word("".join(body) + beside, parts=parts))


def test_controls_that_keep_their_properties_in_xml_are_read():
    reading = read(
        ("goal", bag(TEXT, Value="Łódź reads"), None),
        ("empty", bag(TEXT), None),
        ("agree", bag(CHECK, Value="1", Caption="I agree"), None),
        ("late", bag(CHECK, Value="0"), None),
        ("yes", bag(OPTION, Value="1", GroupName="ready"), None),
        ("no", bag(OPTION, Value="0", GroupName="ready"), None),
        ("role", bag(COMBO, Value="Coach"), None),
        ("send", bag(BUTTON, Caption="Send"), None),
    )
    assert reading.problems == ()
    assert [(field.key, field.label, field.kind, field.value, field.state) for field in reading.fields] == [
        ("goal", "Q0:", FieldKind.TEXT, "Łódź reads", State.ANSWERED),
        ("empty", "Q1:", FieldKind.TEXT, None, State.BLANK),
        ("agree", "I agree", FieldKind.MARK, True, State.ANSWERED),
        ("late", "Q3:", FieldKind.MARK, False, State.ANSWERED),
        ("ready=yes", "Q4:", FieldKind.MARK, True, State.ANSWERED),
        ("ready=no", "Q5:", FieldKind.MARK, False, State.ANSWERED),
        ("role", "Q6:", FieldKind.CHOICE, "Coach", State.ANSWERED),
    ]
    assert reading.fields[2].place.xpath == "(//w:control)[3]"


def test_a_control_that_keeps_its_properties_in_binary_is_read():
    reading = read(("agree", stored(CHECK, "persistStreamInit"), TICKED))
    assert reading.problems == ()
    assert [(field.key, field.label, field.value) for field in reading.fields] == [("agree", "I agree to it", True)]


@pytest.mark.parametrize("text", ["12", "Łódź\r\nreads", "x" * 2000])
def test_a_control_that_keeps_its_properties_in_a_compound_file_is_read(text: str):
    more = {0: b"\x1b\x48\x80\x2c", 4: b"\0", 7: b"\0", 9: b"**", 20: b"\2"}
    binary = compound(morph({VALUE: text, CAPTION: "", GROUP: "g"}, more=more))
    reading = read(("goal", stored(TEXT, "persistStorage"), binary))
    assert [field.value for field in reading.fields] == [text.replace("\r\n", "\n")]


@pytest.mark.parametrize(
    ("part", "binary"),
    [
        (bag(LIST, Value="1"), None),
        (bag(CHECK), None),
        (bag(CHECK, Value="2"), None),  # neither on nor off
        (bag(TEXT, Value="\ue000"), None),
        (stored(CHECK, "persistStreamInit"), None),
        (stored(CHECK, "persistStreamInit"), TICKED[:-60]),
        (stored(CHECK, "persistStreamInit"), TICKED[16:]),
        (stored(CHECK, "persistStorage"), TICKED),
        (stored(CHECK, "persistStorage"), compound(TICKED[16:], name="other")),
        (stored(CHECK, "persistStorage"), compound(TICKED[16:])[:1500]),
        (stored(CHECK, "persistElsewhere"), TICKED),
    ],
)
def test_a_control_that_is_not_certain_is_counted(part: str, binary: bytes | None):
    reading = read(("x", part, binary), beside=para(control(run("y"))))
    assert [field.key for field in reading.fields] == ["a"]
    assert [one.code for one in reading.problems] == [FileCode.ACTIVE_X.id]
    assert [one.code for one in read(("x", part, binary)).problems] == [FileCode.ACTIVE_X_ONLY.id]


@pytest.mark.parametrize("cut", range(0, len(TICKED) - 16, 5))
def test_a_binary_that_was_cut_off_is_never_read_as_another(cut: int):
    whole = properties_in(TICKED[16:])
    assert whole == {"Value": "1", "Caption": "I agree to it", "GroupName": "Sheet1"}
    assert properties_in(TICKED[16 : 16 + cut]) in (None, whole)


def test_a_compound_file_that_goes_round_in_circles_is_not_read():
    whole = compound(b"x" * 200)
    assert stream(whole, "Contents") == b"x" * 200
    circle = bytearray(whole)
    circle[512 * 3 : 512 * 3 + 4] = struct.pack("<I", 0)  # the first small sector is followed by itself
    assert stream(bytes(circle), "contents") is None
    for at in range(512, len(whole), 7):
        stream(whole[:at], "contents")


def test_more_controls_than_any_form_has_are_refused():
    many = "".join(active_x(0, f"n{one}") for one in range(5001))
    reading = read(("x", bag(CHECK, Value="1"), None), beside=para(many))
    assert [one.code for one in reading.problems] == [FileCode.TOO_DEEP.id]
