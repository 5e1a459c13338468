"""The fields of a PDF form, read from its AcroForm dictionary, and from its XFA packets where it has them.

    open → form → tree of fields → widgets of one name → what they say, and where → beside XFA → Reading

Nothing is drawn or rendered. Where two entries of a field disagree about its answer the field is a conflict.
"""

import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf

from extractors.pdf.actions import told_of_actions
from extractors.pdf.attached import attached_to
from extractors.pdf.box import PUSH_BUTTON, read_box
from extractors.pdf.choice import Options, read_choice
from extractors.pdf.drawn import Drawings
from extractors.pdf.entry import read_signature, read_text, read_untyped
from extractors.pdf.issued import redrawn
from extractors.pdf.page.notes import buttons_among, notes_among
from extractors.pdf.picture import is_picture
from extractors.pdf.place import Pages, is_hidden, pages_of
from extractors.pdf.said import Said, flags_of
from extractors.pdf.scrawl import Ticked
from extractors.pdf.signed import FILLING, told_of_signatures
from extractors.pdf.stamps import stamps_of
from extractors.pdf.text import name_of, text_of
from extractors.pdf.torn import torn_in
from extractors.pdf.tree import DIRECT, Entries, LimitError, Tree, Widget, fields_of
from extractors.pdf.unseen import Unseen
from extractors.pdf.xfa.packets import packets_of
from extractors.pdf.xfa.read import Found, read_xfa
from planwright.model import UNSURE, Field, FieldKind, Place, Problem, Reading, State
from planwright.problems import FileCode, problem

ROUTE = "pdf-fields"
XFA_ROUTE = "pdf-xfa"  # of forms that Adobe's reader lays out when it opens them
_HARMLESS = ("xref entry for the xref stream itself is missing", "Resources is missing or invalid")
_REBUILT = "reconstruct"
_END = b"%%EOF"

_TALK = logging.getLogger("pikepdf._core")  # what it says of a file comes back as data: get_warnings
_TALK.addHandler(logging.NullHandler())
_TALK.propagate = False


def read_pdf_fields(data: bytes) -> Reading:
    """The reading of a PDF form's bytes; a fatal problem instead of fields where there is no form that can be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = pages_of(pdf)
            reading = _read(pdf, pages, data)
    except pikepdf.PasswordError:
        return _failed(problem(FileCode.PASSWORD))
    except LimitError as beyond:
        return _failed(problem(FileCode.TOO_DEEP, what=beyond.what, limit=beyond.limit))
    except pikepdf.PikepdfError as error:
        if "encrypt" in str(error):
            return _failed(problem(FileCode.PASSWORD))
        return _failed(problem(FileCode.PDF_CORRUPT, detail="its contents cannot be found, even after repair"))
    return replace(reading, problems=(*reading.problems, *_damages(data)))


def _damages(data: bytes) -> Iterator[Problem]:
    """What happened to the file on its way that reading it does not tell."""
    if _goes_on_after_its_end(data):
        yield problem(FileCode.PDF_CUT)
    if torn := torn_in(data):
        yield problem(FileCode.PDF_TORN, count=torn)


def _goes_on_after_its_end(data: bytes) -> bool:
    """Whether something stands after the last end of the file: a later saving whose own end is missing.

    Programs that only add to a file when they save it leave the older answers before it, whole and readable.
    """
    return bool(data[data.rfind(_END) + len(_END) :].strip(FILLING)) if _END in data else False


def _failed(fatal: Problem) -> Reading:
    return Reading(route=ROUTE, problems=(fatal,))


def _read(pdf: pikepdf.Pdf, pages: Pages, data: bytes) -> Reading:
    """What the fields say, then what else the file holds."""
    form = pdf.Root.get("/AcroForm")
    form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
    tree = Tree()
    widgets = list(tree.walk(form.get("/Fields")))
    strays = [one for one in pages.annotations if one.objgen == DIRECT or one.objgen not in tree.seen]
    widgets += tree.climb(strays)
    reading = _of_fields(pdf, form, widgets, pages)
    if any(field.kind is FieldKind.SIGNATURE for field in reading.fields):
        reading = replace(reading, problems=(*reading.problems, *told_of_signatures(widgets, data)))
    asked = tuple(told_of_actions(pdf, pages.actions, strays, widgets))
    notes = tuple(notes_among(strays))
    if reading.stamps:  # no form of ours has buttons; in those of others they say what they do
        notes = (*notes, *buttons_among(widgets))
    return replace(reading, unread=notes, problems=(*reading.problems, *asked), attached=attached_to(pdf, strays, data))


def _of_fields(pdf: pikepdf.Pdf, form: pikepdf.Dictionary, widgets: Sequence[Widget], pages: Pages) -> Reading:
    found = Found(fields=tuple(_fields(widgets, pages, form)))
    packets = packets_of(form)
    if packets is not None:
        found = read_xfa(packets, found.fields, needs_rendering=bool(pdf.Root.get("/NeedsRendering")))
    if found.is_refused:
        return Reading(route=ROUTE, problems=found.problems)
    if not found.fields and is_picture(pdf):
        return _failed(problem(FileCode.SCANNED_PAGES))
    if not found.fields:
        told = problem(FileCode.NO_PDF_FIELDS)
        return Reading(route=ROUTE, stamps=stamps_of(pdf, ()), pages=pages.count, needs_blank=True, problems=(told,))
    stamps = stamps_of(pdf, widgets)
    unseen = Unseen(pdf, form, pages)
    if found.is_laid_out and not stamps:
        shown = [widget for widget in widgets if widget.key not in found.noted]
        found = replace(found, fields=tuple(unseen.in_doubt(found.fields, shown)))
    return Reading(
        route=ROUTE if found.is_laid_out else XFA_ROUTE,
        fields=tuple(_seen(found.fields, widgets, pages, unseen)) if stamps else found.fields,
        stamps=stamps,
        redrawn=tuple(redrawn(pdf)) if stamps else (),
        shown=tuple((page.turn, page.box) for page in pages.in_order()) if stamps else (),
        pages=pages.count if found.is_laid_out else 0,
        problems=(*found.problems, *_repairs(pdf)),
    )


def _seen(fields: Iterable[Field], widgets: Iterable[Widget], pages: Pages, unseen: Unseen) -> Iterator[Field]:
    """The fields, on no page where they hold an answer that nobody sees."""
    held: dict[str, list[Widget]] = {}
    for widget in widgets:
        held.setdefault(widget.key, []).append(widget)
    for field in fields:
        is_answered = field.value not in (None, False, "", ())
        yield replace(field, place=Place()) if is_answered and _is_unseen(field, held, pages, unseen) else field


def _is_unseen(field: Field, held: Mapping[str, Sequence[Widget]], pages: Pages, unseen: Unseen) -> bool:
    same = held.get(field.key, ())
    if not pages.shows(field.place) or any(is_hidden(widget.own) for widget in same):
        return True
    return bool(same) and all(not pages.lists(widget.id) or unseen.is_unseen(widget, field) for widget in same)


def _repairs(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    """What had to be mended to read the file. Entries may be lost only where its table of contents was rebuilt."""
    warnings = [str(warning) for warning in pdf.get_warnings()]
    if any(_REBUILT in warning for warning in warnings):
        yield problem(FileCode.PDF_REBUILT)
    elif any(not any(harmless in warning for harmless in _HARMLESS) for warning in warnings):
        yield problem(FileCode.PDF_REPAIRED)


def _fields(widgets: Iterable[Widget], pages: Pages, form: pikepdf.Dictionary) -> Iterator[Field]:
    """A field for each name, in the order of the tree; a nameless widget is a field by itself."""
    named: dict[object, list[Widget]] = {}
    for number, widget in enumerate(widgets):
        named.setdefault(widget.key or number, []).append(widget)
    lists, ticked = Options(), Ticked()
    drawings = Drawings(form, lists)
    for same in named.values():
        said = _said(same, lists, drawings, ticked)
        if said is not None:
            yield _field(same, said, pages)


def _said(widgets: Sequence[Widget], lists: Options, drawings: Drawings, ticked: Ticked) -> Said | None:
    """What the widgets of one name say together; in conflict where they differ. None for what holds no answer."""
    fields = fields_of(widgets)
    if all(name_of(field.get("/FT")) == "Btn" for field in fields):
        buttons = [widget for widget in widgets if not flags_of(widget.field) & PUSH_BUTTON]
        return read_box(buttons, ticked) if buttons else None
    said = [_alone(field, lists) for field in fields]
    if all(one == said[0] for one in said[1:]):
        return _beside_drawings(said[0], widgets, drawings)
    held = [one for one in said if one is not None]
    return replace(next((one for one in held if one.value is not None), held[0]), state=State.CONFLICT)


def _beside_drawings(said: Said | None, widgets: Sequence[Widget], drawings: Drawings) -> Said | None:
    """What a field says, in conflict where its widgets draw other words; they may also end a conflict."""
    typed = said is not None and said.kind in (FieldKind.TEXT, FieldKind.DATE, FieldKind.CHOICE)
    if said is not None and said.is_drawn_decisive and drawings.confirm(widgets, said):
        return replace(said, state=State.ANSWERED)
    if said is None or not typed or not drawings.contradict(widgets, said):
        return said
    return replace(said, state=State.CONFLICT)


def _alone(field: Entries, lists: Options) -> Said | None:
    """What one dictionary of a field says, a button apart: it answers only together with its widgets."""
    match name_of(field.get("/FT")):
        case "Tx":
            return read_text(field)
        case "Ch":
            return read_choice(field, lists)
        case "Sig":
            return read_signature(field)
        case "Btn":
            return None
        case _:
            said = read_untyped(field)
            return None if said.state is State.BLANK else said


def _field(widgets: Sequence[Widget], said: Said, pages: Pages) -> Field:
    bearer = widgets[said.bearer]
    label = text_of(bearer.field.get("/TU")).text.strip()
    return Field(
        key=bearer.key,
        label=label or bearer.name,
        kind=said.kind,
        value=said.value,
        raw=said.raw,
        state=said.state,
        place=_place(bearer, said, pages),
        confidence=0.0 if said.state in UNSURE else 1.0,
    )


def _place(bearer: Widget, said: Said, pages: Pages) -> Place:
    """Where a field lies; only the page of a chosen button where none says by its appearance which one it is."""
    place = pages.place(bearer.own, bearer.id)
    is_untold = said.value is not None and "/AP" not in bearer.own and bearer.type == "Btn"
    return replace(place, box=None) if is_untold else place
