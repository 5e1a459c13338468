"""A short form of others, made with python-docx: its blank, its edition, and completed copies of it."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

ITEMS = {
    "Who is answering": "identity.name",
    "Day of answering": "identity.completed",
    "What would make the change easier for you": "comments.easier",
    "What worries you about the change": "comments.worry",
}
HEADING = "A short look at the change ahead"


def form(answers: Mapping[str, str] | None = None, *, heading: str = HEADING) -> bytes:
    """The blank, or a copy with these answers beside the printed words."""
    document = docx.Document()
    document.add_heading(heading)
    document.add_paragraph("Please answer every question that fits your own work. Leave the others open.")
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for words in ITEMS:
        cells = table.add_row().cells
        cells[0].text = words
        cells[1].text = (answers or {}).get(words, "")
    document.add_paragraph("Thank you for taking the time to fill in this page.")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def answered(name: str, easier: str = "More time", worry: str = "Turnover", day: str = "2026-09-30") -> bytes:
    """A completed copy; the same bytes for the same answers."""
    return form(dict(zip(ITEMS, (name, day, easier, worry), strict=True)))


def said(blank: bytes, name: str = "look", ending: str = "docx", **changed: Any) -> dict[str, Any]:
    """What the file of its edition says, with these keys `changed`."""
    places = [
        {"place": f"place-{number}", "label": words, "item": item}
        for number, (words, item) in enumerate(ITEMS.items(), start=1)
    ]
    return {
        "edition": name,
        "blank": f"{name}.{ending}",
        "sha256": hashlib.sha256(blank).hexdigest(),
        "practice": "readiness",
        "version": "1",
        "agency": None,
        "round": None,
        "language": "en-US",
        "checked": True,
        "given": {"identity.basis": "individual"},
        "places": places,
    } | changed


def adopt(folder: Path, blank: bytes, name: str = "look", ending: str = "docx", **changed: Any) -> Path:
    """The file of its edition in this folder, with the blank beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.{ending}").write_bytes(blank)
    file = folder / f"{name}.edition.json"
    file.write_text(json.dumps(said(blank, name, ending, **changed)), encoding="utf-8")
    return file
