"""ZIP archives of every make: what they list is found under its own name, and nothing is unpacked beyond its limits."""

import io
import os
import shutil
import struct
import subprocess
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from extractors.packed import package as limits
from extractors.packed import zip as rules
from extractors.read import read_bytes, unpacked
from planwright.model import Attached, Reading
from tests.packed.zips import zipped

FORM = b"%PDF-1.7 a form"


def read(data: bytes) -> Reading:
    return read_bytes(data, name="forms.zip")[1]


def files(data: bytes) -> list[Attached]:
    return list(unpacked(data, read(data).attached))


def named(data: bytes) -> list[str]:
    return ["/".join((*one.folders, one.name)) for one in read(data).attached]


def code(data: bytes) -> str:
    [told] = read(data).problems
    return told.code


# -- as programs write them -------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of forms by agency and round, as an office has it."""
    place = tmp_path / "forms" / "harbor" / "2026-fall"
    place.mkdir(parents=True)
    (place / "needs ü.pdf").write_bytes(FORM)
    (tmp_path / "forms" / ".DS_Store").write_bytes(b"Bud1")
    return tmp_path / "forms"


@pytest.mark.skipif(not shutil.which("zip"), reason="needs Info-ZIP")
@pytest.mark.parametrize("options", [["-r"], ["-r0"], ["-rD"], ["-rZ", "bzip2"], ["-r", "-fz"]])
def test_archives_of_info_zip_are_read(folder: Path, options: list[str]):
    subprocess.run(["zip", "-q", *options, "out.zip", "harbor", ".DS_Store"], cwd=folder, check=True, timeout=60)
    data = (folder / "out.zip").read_bytes()
    assert named(data) == ["harbor/2026-fall/needs ü.pdf"]
    assert [one.data for one in files(data)] == [FORM]


@pytest.mark.skipif(not shutil.which("zip"), reason="needs Info-ZIP")
def test_an_archive_that_was_written_to_a_pipe_is_read(folder: Path):
    made = subprocess.run(["zip", "-q", "-r", "-", "harbor"], cwd=folder, check=True, timeout=60, capture_output=True)
    assert [one.data for one in files(made.stdout)] == [FORM]


@pytest.mark.skipif(not shutil.which("zip"), reason="needs Info-ZIP")
def test_files_with_a_password_are_told_and_the_others_are_read(folder: Path):
    (folder / "open.pdf").write_bytes(FORM)
    for options in (["-r", "-P", "secret", "out.zip", "harbor"], ["out.zip", "open.pdf"]):
        subprocess.run(["zip", "-q", *options], cwd=folder, check=True, timeout=60)
    held = {one.name: (one.data, one.unread) for one in files((folder / "out.zip").read_bytes())}
    assert held == {"needs ü.pdf": (b"", "encrypted"), "open.pdf": (FORM, "")}


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archives_of_python_are_read_however_they_are_packed(how: int):
    assert [one.data for one in files(zipped({"a.pdf": FORM * 90}, how))] == [FORM * 90]


def test_archives_of_more_than_the_first_format_takes_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.pdf", "w", force_zip64=True) as entry:
        entry.write(FORM)
    assert [one.data for one in files(out.getvalue())] == [FORM]


def test_what_a_mac_and_windows_put_beside_the_files_is_left_out():
    debris = ["__MACOSX/harbor/._a.pdf", "harbor/.DS_Store", "Thumbs.db", "harbor/desktop.ini", "~$a.docx", "harbor/"]
    assert named(zipped({**dict.fromkeys(debris[:-1], b"x"), debris[-1]: b"", "harbor/a.pdf": FORM})) == [
        "harbor/a.pdf"
    ]


# -- names ------------------------------------------------------------------------------------------------------------


def handmade(name: bytes, data: bytes = FORM, *, extra: bytes = b"", flags: int = 0, size: int | None = None) -> bytes:
    """An archive of one file, byte by byte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    about = (flags, 8, 0, 0, zlib.crc32(data), len(packed), len(data) if size is None else size, len(name), len(extra))
    local = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, *about) + name + extra + packed
    central = b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, *about, 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def unicode_path(name: bytes, right: str) -> bytes:
    held = b"\x01" + struct.pack("<L", zlib.crc32(name)) + right.encode()
    return struct.pack("<HH", 0x7075, len(held)) + held


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (handmade("niño.pdf".encode("cp437")), "niño.pdf"),
        (handmade("niño.pdf".encode()), "niño.pdf"),  # as a Mac has it, which does not say so
        (handmade("niño.pdf".encode(), flags=0x800), "niño.pdf"),
        (handmade(b"ni?o.pdf", extra=unicode_path(b"ni?o.pdf", "niño.pdf")), "niño.pdf"),
        (handmade(b"ni?o.pdf", extra=unicode_path(b"other", "niño.pdf")), "ni?o.pdf"),
        (handmade(b"harbor\\2026-fall\\a.pdf"), "harbor/2026-fall/a.pdf"),
        (handmade(b"/etc/harbor/a.pdf"), "etc/harbor/a.pdf"),
        (handmade(b"C:\\Users\\ana\\a.pdf"), "Users/ana/a.pdf"),
        (handmade(b"../../mesa/../harbor/./a.pdf"), "harbor/a.pdf"),
        (handmade(b".."), "file"),
        (handmade(b"a\0b.pdf"), "a"),
    ],
)
def test_names_are_read_whoever_wrote_them_and_lead_nowhere(data: bytes, name: str):
    assert named(data) == [name]
    assert [one.data for one in files(data)] == [FORM]


def test_two_files_of_one_name_are_two_files():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", FORM)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.pdf", FORM + b" 2")
    assert [one.data for one in files(out.getvalue())] == [FORM, FORM + b" 2"]


# -- what is not to be unpacked ---------------------------------------------------------------------------------------


def test_what_is_empty_damaged_too_large_or_packed_in_an_unknown_way_is_told_by_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "SIZE_LIMIT", 1000)
    data = bytearray(zipped({"whole.pdf": FORM, "empty.pdf": b"", "large.pdf": os.urandom(1001), "hurt.pdf": FORM * 9}))
    at = data.index(b"hurt.pdf") + len(b"hurt.pdf")
    data[at + 3] ^= 0xFF
    told = {one.name: (bool(one.data), one.unread) for one in files(bytes(data))}
    assert told == {
        "whole.pdf": (True, ""),
        "empty.pdf": (False, "empty"),
        "large.pdf": (False, limits.TOO_LARGE),
        "hurt.pdf": (False, "damaged"),
    }
    odd = bytearray(handmade(b"a.pdf"))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        odd[odd.index(mark) + place] = 97
    assert [one.unread for one in files(bytes(odd))] == ["packed in a way that is not known here"]


@pytest.mark.parametrize("size", [1, len(FORM) - 1])
def test_a_file_that_unpacks_to_more_than_it_says_is_damaged(size: int):
    [held] = files(handmade(b"a.pdf", size=size))
    assert (held.data, held.unread) == (b"", "damaged")


def test_a_file_that_lies_about_its_size_is_never_unpacked_beyond_it():
    data = handmade(b"a.pdf", bytes(100_000_000), size=1000)
    tracemalloc.start()
    [held] = files(data)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    assert held.unread == "damaged"
    tracemalloc.stop()


def test_an_archive_with_too_many_files_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "MOST_FILES", 3)
    assert code(zipped({f"{number}.pdf": FORM for number in range(4)})) == "package-too-much"
    assert len(named(zipped({f"{number}.pdf": FORM for number in range(3)}))) == 3


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    bomb = zipped({"a.pdf": bytes(30_000_000)})
    assert len(bomb) < 100_000
    assert code(bomb) == "package-too-much"
    monkeypatch.setattr(rules, "MOST_BYTES", 1000)
    assert code(zipped({"a.pdf": os.urandom(600), "b.pdf": os.urandom(600)})) == "package-too-much"


def overlapping() -> bytes:
    """An archive that lists the same bytes twice, as in bombs whose entries lie within each other."""
    held = handmade(b"a.pdf")
    central = held[held.index(b"PK\x01\x02") : held.index(b"PK\x05\x06")]
    local = held[: held.index(b"PK\x01\x02")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(central), len(local), 0)
    return local + 2 * central + end


@pytest.mark.parametrize(
    "data", [overlapping(), zipped({"a.pdf": FORM})[:-30], b"PK\x03\x04" + bytes(90)], ids=["overlap", "cut", "none"]
)
def test_a_damaged_archive_is_told(data: bytes):
    assert code(data) == "package-damaged"


def test_an_archive_with_forms_that_is_cut_off_is_no_word_file():
    inner = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}, zipfile.ZIP_STORED)
    assert code(zipped({"a.docx": inner}, zipfile.ZIP_STORED)[:-30]) == "package-damaged"
    assert code(inner[:-30]) == "word-corrupt"
    assert code(zipped({"word/embeddings/a.docx": inner}, zipfile.ZIP_STORED)[:-30]) == "word-corrupt"
