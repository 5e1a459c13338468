"""The pages of a printed document as its texts and tables by turns, as they were before they were parted into pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from extractors.blocks import PAGE, PAGES, Block, Cell, Table, texts_of
from extractors.pdf.page.passage import Passage, joined, passage_of
from extractors.pdf.page.runs import Run, runs_of
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box
from extractors.pdf.printed.drawings import odd_ones, parted
from extractors.pdf.printed.edges import Edges, Number, Said, astray, edges_of, plain
from extractors.pdf.printed.paragraphs import Paragraphs
from extractors.pdf.printed.spilt import spilt
from extractors.pdf.printed.tables import Frame
from extractors.pdf.printed.unruled import unruled
from extractors.prompts import plain as letters
from extractors.shown import UNREAD
from extractors.slots import BlankTexts

_SAME_EDGE = 2.0  # points by which the columns of a table may differ from page to page
Row = tuple[Cell, ...]


class Leaf(NamedTuple):
    """One page: its number in the file, its header and footer, its texts and tables, and what stands beside these.

    `level` are the drawings beside the header and footer, `spilt` the places where a typed line runs over a border.
    A page that `begins_open` or `ends_open` has its first or last table there without a border that closes its row.
    """

    page: int
    edges: Edges
    blocks: tuple[Block, ...]
    beside: tuple[Passage, ...]
    level: tuple[Box, ...] = ()
    spilt: tuple[Box, ...] = ()
    begins_open: bool = False
    ends_open: bool = False


class Flow(NamedTuple):
    """The texts and tables of all pages, and what stands beside tables.

    `named` is what the pages say where the blank has a name in its header or footer; `astray` says in words which
    pages are missing or too many.
    """

    blocks: tuple[Block, ...]
    beside: tuple[str, ...]
    named: Mapping[str, str]
    astray: str


def leaf_of(
    words: Sequence[Word], drawings: Iterable[Box], frames: Sequence[Frame], page: int, blank: BlankTexts, *, said: Said
) -> Leaf:
    """One page with these words, drawings and ruled tables; `said` is all that the blank prints."""
    frames = sorted((*frames, *unruled(words, blank.blocks, frames)), key=lambda frame: frame.box[1])
    held: dict[Box, list[Word]] = {}
    free: list[Word] = []
    for word in words:
        cell = _cell_at(word.center, frames)
        (free if cell is None else held.setdefault(cell, [])).append(word)
    runs = runs_of(free)
    edges = edges_of(runs, blank, said)
    known = {id(run) for run in edges.runs}
    beside = [run for run in runs if id(run) not in known and any(_is_level(run, frame) for frame in frames)]
    known |= {id(run) for run in beside}
    texts = _texts([run for run in runs if id(run) not in known], frames, page)
    blocks: list[Block] = [texts[0]]
    for frame, below in zip(frames, texts[1:], strict=True):
        blocks += [_table(frame, held, page), below]
    level, drawn = parted(drawings, edges.runs, is_ours=bool(blank.names))
    stands = [*(_passage([run], page) for run in beside), *(Passage(UNREAD, (), ((page, box),)) for box in drawn[:1])]
    over = spilt(words, lambda point: _cell_at(point, frames), partial(_is_of, said))
    is_open = (frames[0].begins_open, frames[-1].ends_open) if frames else (False, False)
    return Leaf(page, edges, tuple(blocks), tuple(stands), tuple(level), tuple(over), *is_open)


def flow_of(leaves: Iterable[Leaf], blank: BlankTexts) -> Flow:
    """The pages put together in the order of their own numbers."""
    ordered = sorted(leaves, key=lambda leaf: (leaf.edges.number.page, leaf.page))
    headings = {_as_compared(block.rows[0]) for block in blank.blocks if isinstance(block, Table) and block.rows}
    said = Counter(one for leaf in ordered for one in leaf.edges.named.items())
    named = dict(one for one, _ in reversed(said.most_common()))
    blocks: list[Block] = []
    beside: list[str] = [text for leaf in ordered for text in leaf.beside]
    beside += (text for line, text in said if named[line] != text)  # something was typed beside the name
    ends_open = False
    for leaf in ordered:
        is_parted = (
            bool(blank.names) and ends_open and leaf.begins_open
        )  # other forms have tables without outer borders
        beside += _append(blocks, leaf.blocks, headings, Paragraphs(blank, named), is_parted=is_parted)
        ends_open = leaf.ends_open
    if blank.names:  # a form of ours has the same picture on every page
        beside += (UNREAD for _ in odd_ones([leaf.level for leaf in ordered]))
    numbers = [leaf.edges.number for leaf in ordered]
    is_numbered = any(PAGE in line for line in (*blank.header, *blank.footer))
    is_counted = any(PAGES in line for line in (*blank.header, *blank.footer))
    of = len(numbers) if is_counted else 0
    is_whole = not is_numbered or numbers == [Number(page, of) for page in range(1, len(numbers) + 1)]
    return Flow(tuple(blocks), tuple(beside), named, "" if is_whole else astray(numbers))


def said_by(blank: BlankTexts) -> Said:
    """All that a blank prints, its prompts too."""
    prompts = (slot.prompt for slot in blank.slots.values())
    texts = tuple(texts_of(blank.blocks))
    whole = "\n".join(map(plain, (*texts, *blank.header, *blank.footer, *prompts)))
    return Said(whole, frozenset(plain(line) for text in texts for line in text.split("\n")))


def _is_of(said: Said, text: str) -> bool:
    return plain(text) in said.whole or letters(text) in said.whole


# -- one page ---------------------------------------------------------------------------------------------------------


def _cell_at(point: tuple[float, float], frames: Iterable[Frame]) -> Box | None:
    across, down = point
    for frame in frames:
        if _holds(frame.box, across, down):
            return next((cell for row in frame.rows for cell in row if _holds(cell, across, down)), None)
    return None


def _holds(box: Box, across: float, down: float) -> bool:
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _is_level(run: Run, frame: Frame) -> bool:
    return frame.box[1] <= run.start.center[1] <= frame.box[3]


def _texts(runs: Iterable[Run], frames: Sequence[Frame], page: int) -> list[Passage]:
    """What stands above the first table, between each two, and below the last one."""
    parts: list[list[Run]] = [[] for _ in range(len(frames) + 1)]
    for run in runs:
        parts[sum(frame.box[3] < run.start.center[1] for frame in frames)].append(run)
    return [_passage(part, page) for part in parts]


def _passage(runs: Sequence[Run], page: int) -> Passage:
    words = [word for run in runs for word in run.words]
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True) if words else ((0.0,),) * 4
    return passage_of(words, (min(lefts), min(tops), max(rights), max(bottoms)), page)


def _table(frame: Frame, held: dict[Box, list[Word]], page: int) -> Table:
    return Table(tuple(tuple((passage_of(held.get(cell, ()), cell, page),) for cell in row) for row in frame.rows))


# -- from page to page ------------------------------------------------------------------------------------------------


def _append(
    blocks: list[Block],
    more: Sequence[Block],
    headings: set[tuple[str, ...]],
    paragraphs: Paragraphs,
    *,
    is_parted: bool,
) -> list[Passage]:
    """Adds the blocks of the next page, and gives what was typed between two parts of one table.

    A table at the top of a page goes on from the page before, or is another one; `is_parted` says that its row does.
    """
    if not blocks:
        blocks += more
        return []
    between = [text for text in (blocks[-1], more[0]) if isinstance(text, Passage) and text]
    before, after = blocks[-2] if len(blocks) > 1 else "", more[1] if len(more) > 1 else ""
    if (
        isinstance(before, Table)
        and isinstance(after, Table)
        and _goes_on(before, after, headings)
        and all(map(paragraphs.knows_none, between))
    ):
        blocks[-2:] = [_whole(before, after, is_parted=is_parted), *more[2:]]
        return between
    blocks[-1:] = [_one(blocks[-1], more[0]), *more[1:]]
    return []


def _one(text: Block, more: Block) -> Block:
    return joined(text, more) if isinstance(text, Passage) and isinstance(more, Passage) else text


def _goes_on(before: Table, after: Table, headings: set[tuple[str, ...]]) -> bool:
    """Whether a table is the rest of another: it repeats its heading, or begins with none and has the same columns."""
    heading = _as_compared(after.rows[0])
    if heading == _as_compared(before.rows[0]):
        return True
    return heading not in headings and all(
        abs(one - other) <= _SAME_EDGE
        for one, other in zip(_columns(before.rows[-1]), _columns(after.rows[0]), strict=False)
    )


def _whole(before: Table, after: Table, *, is_parted: bool) -> Table:
    """The table and its rest; a row whose first cell is empty there, and was not, began on the page before.

    So did one that no border parts from it.
    """
    rest = after.rows[1:] if _as_compared(after.rows[0]) == _as_compared(before.rows[0]) else after.rows
    if not rest:
        return before
    last, first = before.rows[-1], rest[0]
    is_rest = bool(_as_compared(last)[0]) and not _as_compared(first)[0]
    is_rest = is_rest or (is_parted and rest is after.rows)
    if len(before.rows) > 1 and len(last) == len(first) and is_rest:
        both = tuple((_one(one, other),) for (one,), (other,) in zip(last, first, strict=True))
        return Table((*before.rows[:-1], both, *rest[1:]))
    return Table((*before.rows, *rest))


def _as_compared(row: Row) -> tuple[str, ...]:
    return tuple(plain("".join(block for block in cell if isinstance(block, str))) for cell in row)


def _columns(row: Row) -> Iterator[float]:
    """Where the cells of a row begin and the last one ends."""
    boxes = [block.boxes[-1][1] for cell in row for block in cell if isinstance(block, Passage)]
    yield from (left[2] for left, _ in pairwise(boxes))
    yield from (boxes[0][0], boxes[-1][2]) if boxes else ()
