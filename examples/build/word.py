"""Word forms, filled in and saved by LibreOffice."""

import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from examples.build.example import Entry

WRITER = Path(__file__).with_name("writer.py")
PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin") or "python3"  # the one that LibreOffice's uno is for
_TAG = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tag"
_VAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document for LibreOffice: where it comes from, what is entered, where it goes and the day it is saved on."""

    source: Path
    target: Path
    entries: dict[str, Entry]
    day: date


def fill_word(jobs: list[Job], work: Path) -> None:
    """Write every job's Word file; the same jobs give the same bytes."""
    told = [{"from": str(one.source), "to": str(one.target), "entries": _controls(one)} for one in jobs]
    (work / "jobs.json").write_text(json.dumps(told), encoding="utf-8")
    subprocess.run([PYTHON, str(WRITER), str(work / "jobs.json"), str(work / "profile")], check=True, timeout=600)
    for one in jobs:
        _date_back(one.target, one.day)


def _controls(job: Job) -> dict[str, object]:
    """What is entered into each content control, by its tag."""
    if not job.entries:
        return {}
    with zipfile.ZipFile(job.source) as package:
        tags = {tag.get(_VAL) for tag in etree.fromstring(package.read("word/document.xml")).iter(_TAG)}
    entered: dict[str, object] = {}
    for path, entry in job.entries.items():
        if path in tags:
            entered[path] = {"day": entry.isoformat()} if isinstance(entry, date) else entry
        else:
            marked = entry if isinstance(entry, tuple) else (str(entry),)
            entered.update({f"{path}={choice}": True for choice in marked})
    return entered


def _date_back(file: Path, day: date) -> None:
    """Save it on that day: LibreOffice writes the clock into the properties, and the archive the time of each entry."""
    with zipfile.ZipFile(file) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        parts[_PROPERTIES] = _MODIFIED.sub(rb"\g<1>%sT12:00:00Z" % day.isoformat().encode(), parts[_PROPERTIES])
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), data, zipfile.ZIP_DEFLATED)
