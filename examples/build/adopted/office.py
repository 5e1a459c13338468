"""LibreOffice, saving and printing what others filled in; each run has a profile of its own."""

import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

WRITER = Path(__file__).with_name("controls.py")
PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin") or "python3"  # the one that LibreOffice's uno is for
PATIENCE = 120
DAY = "1790000000"  # when everything was saved: September 21, 2026
FLAT = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}'
FIELDS = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"true"}}'
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_CLOCK = re.compile(rb"(/(?:Creation|Mod)Date\(D:)\d{14}")
_NAMES = re.compile(rb"(?<=/ID \[ )<[0-9A-F]{32}>\s*<[0-9A-F]{32}>|(?<=/DocChecksum /)[0-9A-F]{32}")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def saved_again(document: bytes, ending: str = "docx") -> bytes:
    """The Word file as LibreOffice saves it."""
    return _dated(_converted(document, ending, "docx:MS Word 2007 XML", "docx"))


def printed(document: bytes, ending: str = "docx", *, fields: bool = False) -> bytes:
    """The document as LibreOffice makes it a PDF, with fields to fill in or without."""
    return _converted(document, ending, FIELDS if fields else FLAT, "pdf")


def filled(document: bytes, entries: Mapping[str, str | bool]) -> bytes:
    """The Word form with these entries in its content controls by their numbers, filled in and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "form.docx").write_bytes(document)
        (work / "job.json").write_text(json.dumps(dict(entries)), encoding="utf-8")
        subprocess.run([PYTHON, str(WRITER), str(work)], check=True, timeout=PATIENCE)
        return _dated((work / "filled.docx").read_bytes())


def _converted(document: bytes, ending: str, target: str, made: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = work / f"form.{ending}"
        source.write_bytes(document)
        command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", target, "--outdir", str(work / "out"), str(source)]
        told = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
        subprocess.run(command, check=True, timeout=PATIENCE, env=told, capture_output=True)
        return _undated((work / "out" / f"form.{made}").read_bytes())


def _undated(file: bytes) -> bytes:
    """A PDF without the clock in it, byte for byte as long; anything else as it is."""
    if not file.startswith(b"%PDF"):
        return file
    file = _CLOCK.sub(rb"\g<1>20260921120000", file)
    return _NAMES.sub(lambda found: re.sub(rb"[0-9A-F]", b"0", found[0]), file)


def _dated(file: bytes) -> bytes:
    """Saved on one day whenever it is made: LibreOffice writes the clock into the properties and the archive."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            said = _MODIFIED.sub(rb"\g<1>2026-09-21T12:00:00Z", data) if name == "docProps/core.xml" else data
            package.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), said, zipfile.ZIP_DEFLATED)
    return again.getvalue()
