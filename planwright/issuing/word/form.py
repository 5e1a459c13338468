"""A blank Word form: everything an instrument asks, as controls that only take answers."""

from itertools import groupby

from planwright.instruments import Instrument, Item, Layout, Section, Table
from planwright.issuing.stamp import qr_png
from planwright.issuing.word.answers import Asked, Issue, prompt_of
from planwright.issuing.word.controls import group, number_controls
from planwright.issuing.word.footer import footer
from planwright.issuing.word.grids import grid, questions
from planwright.issuing.word.package import FIRST_ID, pack
from planwright.issuing.word.repeats import heading_style, levels_of, numbering, repeated
from planwright.issuing.word.words import WORDS
from planwright.issuing.word.xml import Element, el, paragraph, qname, run, spacer, words
from planwright.stamp import STAMP_KEY, Stamp

SHORT_SIDE, LONG_SIDE = 12240, 15840  # letter paper, in twentieths of a point
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN, FOOTER_MARGIN = 1080, 1000, 1680, 400
MOST_UPRIGHT = 5  # columns of answers that an upright page has room for


def word_form(instrument: Instrument, stamp: Stamp, *, agency_name: str, round_name: str) -> bytes:
    """The blank Word form of this instrument for the stamp's agency and round; equal inputs give equal bytes."""
    said = WORDS[instrument.language]
    page_width, page_height = _paper(instrument)
    issue = Issue(
        language=instrument.language,
        words=said,
        prefilled={"agency": agency_name, "round": round_name},
        width=page_width - 2 * SIDE_MARGIN,
        levels=levels_of(instrument),
    )
    owner = f"{agency_name}  ·  {round_name}"
    blocks = _opening(instrument, issue, owner)
    for section in instrument.sections:
        blocks += _section(section, issue)
    body = el("w:body", group(blocks), _page(page_width, page_height))
    bottom = footer(instrument, stamp, said, owner=owner, width=issue.width)
    number_controls(body, bottom)
    return pack(
        body=body,
        footer=bottom,
        picture=qr_png(stamp),
        numbering=numbering(instrument),
        prompts=(prompt_of(item, said) for item in instrument.items.values()),
        language=instrument.language,
        core={
            "title": f"{instrument.title} – {agency_name}, {round_name}",
            "subject": said.components[instrument.component],
            "creator": "planwright",
            "identifier": str(stamp),
            "language": instrument.language,
        },
        custom={STAMP_KEY: str(stamp)},
    )


def _opening(instrument: Instrument, issue: Issue, owner: str) -> list[Element]:
    said = issue.words
    overline = said.overline.format(component=said.components[instrument.component])
    if instrument.provisional:
        overline += f"  ·  {said.provisional}"
    before, needed, after = said.how_to_fill.partition("{needed}")
    blocks = [spacer(), words("Overline", overline), words("Title", instrument.title), words("Subtitle", owner)]
    if instrument.description:
        blocks.append(words("Lead", instrument.description))
    how_to = paragraph("HowTo", run(before), run(said.needed if needed else "", "Needed"), run(after))
    return [*blocks, how_to]


def _section(section: Section, issue: Issue) -> list[Element]:
    blocks = [words(heading_style(1), section.title)]
    if section.intro:
        blocks.append(words("Intro", section.intro))
    if section.layout is not Layout.FIELDS:
        return [*blocks, *grid(section, issue)]
    for is_item, children in groupby(section.children, key=lambda child: isinstance(child, Item)):
        if is_item:
            items = [child for child in children if isinstance(child, Item)]
            asked = [Asked(item=item, tag=item.path, title=item.question) for item in items]
            blocks += questions(asked, section.title, issue)
            continue
        for child in children:
            if isinstance(child, Table):
                if child.title != section.title:
                    blocks.append(words(heading_style(2), child.title))
                blocks += repeated(child, issue, heading=2)
    return blocks


def _paper(instrument: Instrument) -> tuple[int, int]:
    """Width and height of the page: upright, unless a table is too wide for it."""
    if any(_answer_columns(table) > MOST_UPRIGHT for table in instrument.tables.values()):
        return LONG_SIDE, SHORT_SIDE
    return SHORT_SIDE, LONG_SIDE


def _answer_columns(table: Table) -> int:
    """The columns of a table that is printed as one; a table with another inside is printed as cards."""
    nested = any(isinstance(column, Table) for column in table.columns)
    return 0 if nested else len(table.columns)


def _page(width: int, height: int) -> Element:
    size = el("w:pgSz", w=width, h=height)
    if width > height:
        size.set(qname("w:orient"), "landscape")
    shown = el("w:footerReference", type="default")
    shown.set(qname("r:id"), FIRST_ID)
    margins = el(
        "w:pgMar",
        top=TOP_MARGIN,
        right=SIDE_MARGIN,
        bottom=BOTTOM_MARGIN,
        left=SIDE_MARGIN,
        header=FOOTER_MARGIN,
        footer=FOOTER_MARGIN,
        gutter=0,
    )
    return el("w:sectPr", shown, size, margins)
