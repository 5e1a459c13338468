"""An invented agency: forms of every instrument with answers that can be recognised, and the plans made of them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from planwright.aggregate import aggregate
from planwright.figures import Figure, Summary
from planwright.instruments import Instrument, Instruments, Item, Kind, Row, Table
from planwright.model import Respondent, Response, State, Submission, Value
from planwright.plans import About, PlanContent, plan_content
from planwright.plans.content import NONE_WAIT

TEMPLATE = Path(__file__).parents[2] / "templates" / "ta-plan.docx"
AGENCY, ROUND, PREPARED = "Harbor Early Learning Center", "Fall 2026", date(2026, 10, 12)
ABOUT = About(center="Two Rivers TA Center", agency=AGENCY, program="Infants and toddlers", round=ROUND)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2026-10-0{}"

Answer = Callable[[Item, tuple[int, ...], int], Value]


def recognisable(item: Item, rows: tuple[int, ...], form: int) -> Value:  # noqa: PLR0911 - one for each kind
    """An answer that says where it comes from, as far as its kind allows."""
    match item.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.SIGNATURE:
            return f"{item.at(rows)} by {form}"
        case Kind.DATE:
            return DAY.format(form)
        case Kind.RANK:
            return 1 + sum(map(ord, item.id)) % 5
        case Kind.INTEGER | Kind.VOTES:
            return form
        case Kind.WEIGHT | Kind.DECIMAL:
            return 0.25
        case Kind.SOME_OF | Kind.ROLE:
            return (str(item.choices[0].value),)
        case Kind.RATING:
            spread = sum(map(ord, item.path)) % 3
            return min(item.scale.high, item.scale.low + spread) if item.scale else None
        case _:
            return item.choices[0].value


def blank(item: Item, rows: tuple[int, ...], form: int) -> Value:
    """No answer to anything."""
    return () if item.kind in (Kind.SOME_OF, Kind.ROLE) else None


def submission(instrument: Instrument, form: int, basis: str, answer: Answer, rows: int = 2) -> tuple[str, Submission]:
    """One form with its file's sha256; every repeated table has so many rows."""
    responses = []

    def add(children: Iterable[Item | Row | Table], within: tuple[int, ...]) -> None:
        for child in children:
            if isinstance(child, Item):
                value: Value = DAY.format(form) if child.path == "identity.completed" else answer(child, within, form)
                state = State.BLANK if value in (None, ()) else State.ANSWERED
                place = {"place": None, "confidence": 1.0, "state": state}
                responses.append(Response(item=child.at(within), value=value, **place))  # type: ignore[arg-type]
            elif isinstance(child, Row):
                add(child.items, within)
            else:
                for number in range(1, rows + 1):
                    add(child.columns, (*within, number))

    for section in instrument.sections:
        add(section.children, ())
    digest = sha256(f"{instrument.practice}/{form}/{basis}".encode()).hexdigest()
    return digest, Submission(
        instrument=instrument.practice,
        version=instrument.version,
        agency="harbor",
        round="2026-fall",
        respondent=Respondent(name=None, role=None, basis=basis),
        responses=tuple(responses),
    )


def summary_of(
    instrument: Instrument, answer: Answer = recognisable, *, forms: int | None = None, rows: int = 2
) -> Summary:
    """The summary of one consensus form, or of so many individual ones; of six where no consensus is allowed."""
    bases = {choice.value for choice in instrument.items["identity.basis"].choices}
    if forms is None and "consensus" not in bases:
        forms = 6
    basis = "individual" if forms else "consensus"
    counted = [submission(instrument, form, basis, answer, rows) for form in range(1, (forms or 1) + 1)]
    return aggregate(instrument, counted)[0]


def all_summaries(instruments: Instruments, answer: Answer = recognisable) -> list[Summary]:
    """A summary of every instrument: individual where it is meant for individuals, else of one consensus."""
    return [summary_of(one, answer, forms=6 if one.least_answers > 1 else None, rows=2) for one in instruments.newest()]


def newest(instruments: Instruments, practice: str) -> Instrument:
    """The newest version of one instrument."""
    return next(one for one in instruments.newest() if one.practice == practice)


def content_of(
    instruments: Instruments, summaries: Iterable[Summary], waiting: Mapping[str, int] = NONE_WAIT
) -> PlanContent:
    """What the plan of the invented agency says."""
    return plan_content(instruments, list(summaries), about=ABOUT, prepared=PREPARED, waiting=waiting)


def figure(item: str, **about: object) -> Figure:
    """A figure made by hand."""
    held: dict[str, object] = {
        "title": item,
        "mode": "mean",
        "value": None,
        "n": 6,
        "missing": 0,
        "not_applicable": 0,
        "withheld": False,
        "detail": {},
        "sources": (),
    }
    return Figure(item=item, **{**held, **about})  # type: ignore[arg-type]


def parts_of(plan: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with ZipFile(BytesIO(plan)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body_of(plan: bytes) -> etree._Element:
    """The root of the main part."""
    return etree.fromstring(parts_of(plan)["word/document.xml"])


def text_of(node: etree._Element) -> str:
    """The text of a paragraph, cell or document, with its line breaks and tabs; one line for each paragraph."""
    lines = []
    for paragraph in node.iter(f"{W}p"):
        pieces = []
        for piece in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            pieces.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(str(piece.tag), piece.text or ""))
        lines.append("".join(pieces))
    return "\n".join(lines)


def headings_of(plan: bytes) -> list[tuple[int, str]]:
    """Every heading with its level, in the order of the document."""
    found = []
    for paragraph in body_of(plan).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else str(style.get(f"{W}val"))
        if name.startswith("Heading"):
            found.append((int(name[-1]), "".join(paragraph.itertext())))
    return found


def section_of(plan: bytes, heading: str) -> str:
    """The text below one heading, up to the next of its own or a higher level."""
    said: list[str] = []
    level = None
    for paragraph in body_of(plan).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else str(style.get(f"{W}val"))
        words = "".join(str(piece.text or "") for piece in paragraph.iter(f"{W}t"))
        if name.startswith("Heading"):
            if level is None and words == heading:
                level = int(name[-1])
                continue
            if level is not None and int(name[-1]) <= level:
                break
        if level is not None:
            said.append(words)
    assert level is not None, f"no heading “{heading}”"
    return "\n".join(said)
