"""E-mails as mail programs save them: what is attached is found under its name, what is the letter's own is not."""

import base64
import struct
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from extractors.packed import mail as rules
from extractors.read import read_bytes, unpacked
from planwright.model import Attached, Reading

FORM = b"%PDF-1.7 a form"
CODED = base64.b64encode(FORM).decode()
IN_BASE64 = "Content-Transfer-Encoding: base64"
HEAD = "From: ana@harbor.example\nTo: ta@center.example\nSubject: Our forms\nMIME-Version: 1.0\n"


def read(data: bytes | str) -> Reading:
    return read_bytes(data.encode() if isinstance(data, str) else data, name="mail.eml")[1]


def files(data: bytes | str) -> list[Attached]:
    data = data.encode() if isinstance(data, str) else data
    return list(unpacked(data, read(data).attached))


def found(data: bytes | str) -> dict[str, bytes]:
    return {one.name: one.data for one in files(data)}


def part(
    kind: str, *, disposition: str = "", body: str = CODED, more: str = "Content-Transfer-Encoding: base64"
) -> str:
    said = f"Content-Disposition: {disposition}\n" if disposition else ""
    return f"Content-Type: {kind}\n{said}{more}\n\n{body}\n"


def several(kind: str, *parts: str, boundary: str = "=_b") -> str:
    inner = "".join(f"--{boundary}\n{one}\n" for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


WORDS = part("text/plain; charset=utf-8", body="Our forms are attached.", more="Content-Transfer-Encoding: 7bit")
PAGE = part("text/html; charset=utf-8", body="<p>Our forms</p>", more="Content-Transfer-Encoding: quoted-printable")
BOTH = several("alternative", WORDS, PAGE, boundary="=_alt")
PDF = part('application/pdf; name="a.pdf"', disposition='attachment; filename="a.pdf"')
LOGO = part('image/png; name="logo.png"', disposition='inline; filename="logo.png"', more="Content-ID: <1@x>")

LAYOUTS = {
    "Gmail": several("mixed", BOTH, PDF.replace("\n\n", "\nX-Attachment-Id: f_1\n\n", 1)),
    "Outlook": several("mixed", several("related", BOTH, LOGO, boundary="=_rel"), PDF),
    "Outlook with the picture beside": several("related", several("mixed", BOTH, PDF, boundary="=_m"), LOGO),
    "Apple Mail": several(
        "alternative", WORDS, several("mixed", PAGE, PDF.replace("attachment", "inline"), PAGE, boundary="=_m")
    ),
    "Apple double": several(
        "mixed",
        WORDS,
        several("appledouble", part('application/applefile; name="a.pdf"', body="AAUWBw=="), PDF, boundary="=_d"),
    ),
    "signed": several(
        'signed; protocol="application/pkcs7-signature"; micalg=sha-256',
        several("mixed", BOTH, PDF, boundary="=_m"),
        part('application/pkcs7-signature; name="smime.p7s"', disposition="attachment; filename=smime.p7s"),
    ),
    "a scanner": PDF,
    "nested": several(
        "mixed", WORDS, f"Content-Type: message/rfc822\n\n{HEAD}{several('mixed', WORDS, PDF, boundary='=_i')}"
    ),
    "no kind": several("mixed", WORDS, part("application/octet-stream", disposition='attachment; filename="a.pdf"')),
    "called a text": several("mixed", WORDS, part('text/plain; name="a.pdf"')),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_form_is_found_wherever_a_mail_program_puts_it(layout: str, ends: str):
    data = (HEAD + layout).replace("\n", ends)
    assert {name: held for name, held in found(data).items() if name != "logo.png"} == {"a.pdf": FORM}
    assert read(data).problems == ()


NAMES = {
    'filename="niño.pdf"': "niño.pdf",
    "filename*=UTF-8''ni%C3%B1o.pdf": "niño.pdf",
    "filename*0*=iso-8859-1''ni%F1; filename*1*=o%2E; filename*2=pdf": "niño.pdf",
    'filename="=?utf-8?B?bmnDsW8ucGRm?="': "niño.pdf",
    'filename="=?iso-8859-1?Q?ni=F1o?= =?utf-8?Q?=2Epdf?="': "niño.pdf",
    "filename=plain.pdf": "plain.pdf",
    'filename="with \\"quotes\\".pdf"': 'with "quotes".pdf',
}


@pytest.mark.parametrize(("said", "name"), NAMES.items(), ids=ascii)
def test_the_name_of_a_file_is_read_however_it_is_written(said: str, name: str):
    assert found(HEAD + several("mixed", WORDS, part("application/pdf", disposition=f"attachment; {said}"))) == {
        name: FORM
    }


def test_a_name_in_an_older_code_is_read():
    said = HEAD + several("mixed", WORDS, part("application/pdf", disposition='attachment; filename="niño.pdf"'))
    assert found(said.encode("cp1252")) == {"niño.pdf": FORM}


def test_a_name_that_only_the_kind_tells_is_read():
    assert found(HEAD + several("mixed", WORDS, part('application/pdf; name="a.pdf"'))) == {"a.pdf": FORM}


def test_a_file_without_a_name_is_found():
    assert found(HEAD + several("mixed", WORDS, part("application/pdf"))) == {"file 1": FORM}


@pytest.mark.parametrize("how", ["base64", "quoted-printable", "8bit"])
def test_letters_of_python_are_read(how: str):
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "ana@harbor.example", "Our forms"
    message.set_content("attached")
    message.add_alternative("<p>attached</p>", subtype="html")
    form = FORM if how != "base64" else bytes(range(256)) * 50
    message.add_attachment(form, maintype="application", subtype="pdf", filename="año.pdf", cte=how)
    inner = EmailMessage()
    inner["From"] = "x@harbor.example"
    inner.set_content("the first letter")
    inner.add_attachment(b"PK", maintype="application", subtype="zip", filename="b.zip")
    message.add_attachment(inner)
    assert found(message.as_bytes()) == {"año.pdf": form, "b.zip": b"PK"}


# -- what cannot be taken out -----------------------------------------------------------------------------------------


def test_a_letter_that_was_cut_off_is_told():
    whole = HEAD + several("mixed", WORDS, PDF, PDF.replace("a.pdf", "b.pdf"))
    cut = whole[: whole.rindex("--=_b")]
    assert [one.code for one in read(cut).problems] == ["package-cut"]
    assert list(found(cut)) == ["a.pdf", "b.pdf"]
    assert [one.code for one in read(HEAD + "Content-Type: multipart/mixed; boundary=x\n\nnothing").problems] == [
        "package-cut"
    ]
    assert [one.code for one in read(HEAD + 'Content-Type: message/partial; id="1"; number=1\n\nx').problems] == [
        "package-cut"
    ]


def test_what_is_sealed_or_only_linked_to_is_told():
    sealed = part('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"')
    assert [(one.name, one.unread) for one in files(HEAD + sealed)] == [("smime.p7m", rules.SEALED)]
    linked = part('message/external-body; access-type=URL; URL="https://x.example/a.pdf"; name="a.pdf"', body="")
    assert [one.unread for one in files(HEAD + several("mixed", WORDS, linked))] == [rules.LINKED]


def test_an_empty_file_is_told():
    assert [one.unread for one in files(HEAD + several("mixed", WORDS, PDF.replace(CODED, "")))] == ["empty"]


def test_a_letter_of_parts_within_parts_is_not_taken_apart():
    deep = WORDS
    for number in range(60):
        deep = several("mixed", deep, boundary=f"b{number}")
    assert [one.code for one in read(HEAD + deep).problems] == ["package-damaged"]
    deepest = "".join(f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n" for number in range(3000))
    assert [one.code for one in read(HEAD + deepest).problems] == ["package-damaged"]


def test_a_letter_with_too_many_files_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "MOST_FILES", 2)
    assert [one.code for one in read(HEAD + several("mixed", *[PDF] * 3)).problems] == ["package-too-much"]


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: ;;;=\n",
        "Content-Type: multipart/mixed\n",
        "Content-Disposition: attachment; filename*=x'y\n",
        "Content-Type: application/pdf; name*5*=%\n",
        "Subject: =?\xff?B?\n",
    ],
)
def test_headers_that_make_no_sense_stop_nothing(header: str):
    assert read(HEAD + header + "\nwords").fields == ()


# -- what Outlook packs for Outlook -----------------------------------------------------------------------------------


def attribute(kind: int, data: bytes, level: int = 2) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def winmail(*files: tuple[str, bytes], long: bool = True) -> bytes:
    """`winmail.dat` as Exchange writes it: names as of the first PCs, and the long ones among the properties."""
    made = b"\x78\x9f\x3e\x22\x01\x00" + attribute(0x00089006, struct.pack("<I", 0x10000), 1)
    for name, data in files:
        made += (
            attribute(0x00069002, bytes(14))
            + attribute(0x0006800F, data)
            + attribute(0x00018010, name[:8].upper().encode() + b"\0")
        )
        held = name.encode("utf-16-le") + b"\0\0"
        named = struct.pack("<HHII", 0x1F, 0x3707, 1, len(held)) + held + bytes(-len(held) % 4)
        own = struct.pack("<HH16sIIHHI", 0x1F, 0x8001, bytes(16), 1, 6, 0, 0, 0)[:28]
        own = (
            struct.pack("<HH16sII", 0x1F, 0x8001, bytes(16), 1, 6)
            + b"a\0b\0\0\0\0\0"
            + struct.pack("<II", 1, 4)
            + b"x\0\0\0"
        )
        if long:
            made += attribute(0x00069005, struct.pack("<IHHi", 3, 3, 0x3705, 1) + own + named)
    return made


def test_files_that_outlook_packed_for_outlook_are_read():
    packed = winmail(("needs assessment.docx", b"PK form"), ("niño.pdf", FORM))
    coded = part('application/ms-tnef; name="winmail.dat"', body=base64.encodebytes(packed).decode())
    assert found(HEAD + several("mixed", WORDS, coded)) == {"needs assessment.docx": b"PK form", "niño.pdf": FORM}
    assert found(packed) == {"needs assessment.docx": b"PK form", "niño.pdf": FORM}
    assert list(found(winmail(("a.pdf", FORM), long=False))) == ["A.PDF"]


def test_a_message_within_what_outlook_packed_is_read():
    inner = bytes(16) + winmail(("a.pdf", FORM))
    held = struct.pack("<IHHII", 1, 0x0D, 0x3701, 1, len(inner)) + inner + bytes(-len(inner) % 4)
    outer = b"\x78\x9f\x3e\x22\x01\x00" + attribute(0x00069002, bytes(14)) + attribute(0x00069005, held)
    assert found(outer) == {"a.pdf": FORM}


def test_what_outlook_packed_and_was_cut_off_is_told():
    packed = winmail(("a.pdf", FORM))[:-30]
    assert [one.code for one in read(packed).problems] == ["package-damaged"]
    coded = part('application/ms-tnef; name="winmail.dat"', body=base64.encodebytes(packed).decode())
    assert [one.unread for one in files(HEAD + several("mixed", WORDS, coded))] == ["damaged"]
