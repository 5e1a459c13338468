"""The whole form: title, how to fill it in, then every section in its order, divided into pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planwright.instruments import Item, Layout, Section, Table
from planwright.issuing.pdf.entries import Asked, Issue
from planwright.issuing.pdf.grids import grid_fits, grid_strips
from planwright.issuing.pdf.page import (
    ACROSS,
    LETTER,
    Cell,
    Ground,
    Page,
    Paper,
    Strip,
    Tag,
    Text,
    on_ground,
    padded,
    paginate,
    paragraph,
    stacked,
)
from planwright.issuing.pdf.questions import question_strips
from planwright.issuing.pdf.styles import HINT, LEAD, NAVY, OVERLINE, SECTION, SMALL_HEAD, TINT, TITLE, wrap
from planwright.issuing.pdf.tables import table_fits, table_strips

_LINES_TOGETHER = 12  # a longer paragraph may go on on the next page


def form_pages(issue: Issue) -> tuple[Page, ...]:
    """Every page of the form.

    A section whose tables need the width begins a sheet on its side; the sections after it that fit on the rest of the
    sheet stay there.
    """
    runs: list[tuple[Paper, list[Strip]]] = [(LETTER, list(_title_strips(issue, LETTER.measure)))]
    for section in issue.instrument.sections:
        before, strips = runs[-1]
        paper = paper_of(section, issue)
        if paper is LETTER and before is ACROSS and _has_room(strips, section, issue):
            paper = ACROSS
        if paper is not before:
            strips = []
            runs.append((paper, strips))
        strips.extend(_section_strips(section, issue, paper.measure))
    document = Tag(role="Document")
    return tuple(page for paper, strips in runs for page in paginate((one.within(document) for one in strips), paper))


def _has_room(strips: Iterable[Strip], section: Section, issue: Issue) -> bool:
    """Whether the whole section fits below these strips on their last sheet on its side."""
    *_, last = paginate(strips, ACROSS)[-1].placed
    needed = sum(strip.gap + strip.cell.height for strip in _section_strips(section, issue, ACROSS.measure))
    return last.y + last.cell.height + needed <= ACROSS.room


def paper_of(section: Section, issue: Issue) -> Paper:
    """The sheet on its side, if a table or grid of this section fits across it and not across the upright one."""

    def fits(paper: Paper) -> bool:
        if section.layout is Layout.FIELDS:
            tables = (child for child in section.children if isinstance(child, Table))
            return all(table_fits(table, paper.measure) for table in tables)
        return grid_fits(section, issue, paper.measure)

    return ACROSS if fits(ACROSS) and not fits(LETTER) else LETTER


def _title_strips(issue: Issue, width: float) -> Iterator[Strip]:
    instrument = issue.instrument
    yield Strip(cell=paragraph(" · ".join(issue.prefilled.values()), OVERLINE, width))
    yield Strip(cell=paragraph(instrument.title, TITLE, width, role="H1"), gap=2)
    if instrument.description:
        yield from _prose(instrument.description, width, gap=4)
    words = (paragraph(issue.words.how_to_fill, HINT, width - 24), paragraph(issue.words.star, SMALL_HEAD, width - 24))
    note = padded(stacked(words, gap=3), 12, 7)
    yield Strip(cell=on_ground(note, TINT, width), gap=10)


def _section_strips(section: Section, issue: Issue, width: float) -> Iterator[Strip]:
    around = Tag(role="Sect")
    yield from (strip.within(around) for strip in _titled(section, issue, width))


def _titled(section: Section, issue: Issue, width: float) -> Iterator[Strip]:
    title = paragraph(section.title, SECTION, width, role="H2")
    rule = Ground(color=NAVY, x=0, y=title.height + 1, width=width, height=1)
    head = replace(title, height=title.height + 2, parts=(*title.parts, rule))
    yield Strip(cell=head, gap=18, keep=True, bookmark=section.title)
    if section.intro:
        yield from _prose(section.intro, width, gap=5, keep=True)
    if section.layout is Layout.FIELDS:
        yield from _fields(section, issue, width)
    else:
        yield from grid_strips(section, issue, width)


def _fields(section: Section, issue: Issue, width: float) -> Iterator[Strip]:
    asked: list[Asked] = []
    for child in section.children:
        if isinstance(child, Item):
            asked.append(Asked(issue=issue, item=child))
            continue
        yield from question_strips(asked, width)
        asked = []
        if isinstance(child, Table):
            yield from table_strips(child, issue, width, titled=child.title != section.title)
    yield from question_strips(asked, width)


def _prose(text: str, width: float, *, gap: float, keep: bool = False) -> Iterator[Strip]:
    """A paragraph; one of many lines is cut into strips that pages may divide."""
    tag = Tag(role="P")
    lines = wrap(text, LEAD, width)
    for at in range(0, len(lines), _LINES_TOGETHER):
        words = Text(lines=lines[at : at + _LINES_TOGETHER], style=LEAD, x=0, y=0, width=width, tags=(tag,))
        yield Strip(cell=Cell(height=words.height, parts=(words,)), gap=0 if at else gap, keep=keep)
