"""A checked edition made here, and cells of a form that it binds."""

from pathlib import Path

from planwright.editions import Edition, Entry
from planwright.model import Field, FieldKind, Place, State


def edition(*entries: Entry) -> Edition:
    """A checked edition of the readiness practice with these entries."""
    return Edition(
        id="check",
        file=Path("check.edition.json"),
        blank=Path("check.docx"),
        sha256="",
        practice="readiness",
        version="1",
        agency=None,
        round=None,
        language="en-US",
        checked=True,
        given={},
        entries=entries,
    )


def cell(key: str, value: str | None) -> Field:
    """A cell that holds this text, or nothing."""
    state = State.ANSWERED if value else State.BLANK
    return Field(key=key, label=key, kind=FieldKind.TEXT, value=value, state=state, place=Place())
