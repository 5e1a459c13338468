"""What is typed into a PDF form: text and date fields, and whether a signature field is signed."""

import pikepdf
from lxml import etree

from extractors.pdf.said import Said, flags_of, state_of
from extractors.pdf.text import PARSER, Text, text_of
from extractors.pdf.tree import Entries
from planwright.model import FieldKind, State

RICH = 1 << 25


def read_text(field: Entries) -> Said:
    """What a text field says; in conflict where its formatted copy (/RV) reads differently, which some viewers show."""
    text = text_of(field.get("/V"))
    kind = FieldKind.DATE if is_date(field) else FieldKind.TEXT
    state = state_of(text)
    if flags_of(field) & RICH and "/RV" in field:
        copy = _plain(text_of(field["/RV"]))
        if "".join(copy.text.split()) != "".join(text.text.split()):
            return Said(kind=kind, value=text.text or copy.text or None, state=State.CONFLICT)
    return Said(kind=kind, value=None if text.blank else text.text or None, state=state)


def read_signature(field: Entries) -> Said:
    """Whether a signature field is signed, and by whom as far as it says; not what the signature is worth."""
    signature = field.get("/V")
    if signature is None:
        return Said(kind=FieldKind.SIGNATURE, value=None, state=State.BLANK)
    if not isinstance(signature, pikepdf.Dictionary):
        return Said(kind=FieldKind.SIGNATURE, value=None, state=State.UNREADABLE)
    name = text_of(signature.get("/Name"))
    value = name.text.strip() if name.certain else ""
    return Said(kind=FieldKind.SIGNATURE, value=value or "signed", state=State.ANSWERED)


def read_untyped(field: Entries) -> Said:
    """What a field of no known type says: it cannot be told what its value means."""
    text = text_of(field.get("/V"))
    state = State.BLANK if text.blank else State.UNREADABLE
    return Said(kind=FieldKind.TEXT, value=None if text.blank else text.text or None, state=state)


def is_date(field: Entries) -> bool:
    """Whether the field formats what is typed as a date, as Acrobat's and LibreOffice's date fields do."""
    actions = field.get("/AA")
    if not isinstance(actions, pikepdf.Dictionary):
        return False
    for event in ("/F", "/K"):
        action = actions.get(event)
        if isinstance(action, pikepdf.Dictionary) and "AFDate_" in text_of(action.get("/JS")).text:
            return True
    return False


def _plain(formatted: Text) -> Text:
    """The words of a formatted text, which is XHTML; empty where it is not."""
    try:
        root = etree.fromstring(formatted.text.encode(), PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return Text("", certain=False)
    return Text("".join(str(words) for words in root.itertext()))
