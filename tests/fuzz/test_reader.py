"""What the fuzzer looks for is found: each way in which reading fails, on purpose."""

import json
import sys
import tempfile
from pathlib import Path

import pytest

from tests.fuzz import holds
from tests.fuzz.kept import keep
from tests.fuzz.reader import Reader
from tests.fuzz.smaller import smaller

FAILING = """
import sys, os, signal, resource
from tests.fuzz import child, holds
def fails(path, known):
    word = path.read_bytes()
    if word == b"raises":
        raise KeyError("x")
    if word == b"hangs":
        while True:
            pass
    if word == b"swells":
        bytearray(2**31)
    if word == b"dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == b"talks":
        os.write(2, b"a word")
    if word == b"logs":
        import logging
        logging.getLogger("x").warning("a word")
    return real(path, known)
real = holds.read_form
holds.read_form = fails
child.main(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A reader that fails at some words."""
    (tmp_path / "failing.py").write_text(FAILING, encoding="utf-8")
    with Reader(seconds=2) as reader:
        monkeypatch.setattr(reader, "command", [sys.executable, str(tmp_path / "failing.py"), "512", "2"])
        yield reader


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("raises", "KeyError at "),
        ("hangs", "it takes more than 2 seconds of CPU"),
        ("swells", "more than 512 MB are asked for"),
        ("dies", "the process ends by SIGSEGV"),
        ("talks", "something is written beside the results"),
        ("logs", "x logs at "),
        ("nothing", ""),
    ],
)
def test_each_way_of_failing_is_found(failing: Reader, word: str, fault: str):
    found = failing.seen(word.encode(), "txt")
    assert found.fault.startswith(fault)
    assert bool(found.fault) is bool(fault)
    assert failing.seen(b"nothing", "txt").verdict == "quarantined"


def test_a_file_is_made_as_small_as_it_fails():
    data = b"x" * 5_000 + b"needle" + b"y" * 3_000
    assert smaller(data, lambda tried: b"needle" in tried, 60) == b"needle"


def test_a_failing_file_is_kept_with_what_is_known_of_it():
    found = holds.Seen(fault="KeyError at a/b.py:3", told="the traceback")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [keep(bytes([number]), "pdf", found, "pdf-bytes 7 of seed x", folder) for number in range(5)]
        kept = [path for path in paths if path is not None]
        assert len(kept) == 3
        assert kept[0].read_bytes() == b"\0"
        told = kept[0].with_suffix(".txt").read_text(encoding="utf-8")
    assert f"--again {kept[0]}" in told
    assert "pdf-bytes 7 of seed x" in told
    assert "the traceback" in told
    assert json.dumps(found._asdict())
