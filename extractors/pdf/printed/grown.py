"""A blank with as many cards as a print of it has: goals, and in each its objectives, that people added or took out.

A card is a stretch of texts and tables that is repeated. Word prints its number before its heading: `2.1 Objective`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.blocks import SIGN, SIGNS, Block, Table
from extractors.slots import BlankTexts, Slot

_NUMBER = r"(?:^|\s)((?:\d{1,3}\.)*\d{1,3})\.?\s+"
_ROW = re.compile(r"(?<=\.)\d+(?=\.)")
Rows = tuple[int, ...]


class _Card(NamedTuple):
    """The first card of a kind in the blank: how its heading looks in print, and its own texts and tables by turns."""

    heading: re.Pattern[str]
    blocks: tuple[Block, ...]


def grown(blank: BlankTexts, got: Sequence[Block]) -> BlankTexts:
    """The blank with the cards that these blocks have by the numbers of their headings; itself where they tell none."""
    rows = [_rows_of(block, blank) for block in blank.blocks[1::2]]
    within = [number for number, one in enumerate(rows) if one]
    count = len(got) // 2 - (len(rows) - len(within))
    if not within or len(within) != within[-1] - within[0] + 1 or count < 1:
        return blank
    start = within[0]
    cards = _cards(blank, rows)
    found = _numbered([block for block in got[2 * start : 2 * (start + count)] if isinstance(block, str)], cards)
    if found is None:
        return blank
    slots = dict(blank.slots)
    blocks = list(blank.blocks[: 2 * start])
    for one, place in found:
        text, table = cards[len(one)].blocks[2 * place : 2 * place + 2]
        blocks += [text, _with_rows(table, one, blank, slots)]
    return replace(blank, blocks=(*blocks, *blank.blocks[2 * (within[-1] + 1) :]), slots=slots)


def _rows_of(block: Block, blank: BlankTexts) -> Rows:
    """The rows that all of a table lies in; those it has itself are none of these."""
    held = {blank.slots[sign].field.place.rows for sign in _signs(block)}
    if len(held) == 1:
        return next(iter(held))
    return next(iter({rows[:-1] for rows in held})) if len({rows[:-1] for rows in held}) == 1 else ()


def _cards(blank: BlankTexts, rows: Sequence[Rows]) -> dict[int, _Card]:
    """The first card of each depth."""
    cards: dict[int, _Card] = {}
    for number, one in enumerate(rows):
        if not one or set(one) != {1}:
            continue
        text, table = blank.blocks[2 * number : 2 * number + 2]
        if len(one) in cards:
            known = cards[len(one)]
            cards[len(one)] = known._replace(blocks=(*known.blocks, text, table))
        else:
            last = next((line for line in reversed(str(text).split("\n")) if line.strip()), "")
            heading = r"\s+".join(map(re.escape, last.split()))
            cards[len(one)] = _Card(re.compile(_NUMBER + heading + r"\s*$", re.IGNORECASE), (text, table))
    return cards


def _numbered(texts: Iterable[str], cards: dict[int, _Card]) -> list[tuple[Rows, int]] | None:
    """The card that each table stands in, by the text above it, and which of its tables it is; None if in disorder."""
    found: list[tuple[Rows, int]] = []
    for text in texts:
        rows = _number_in(text, cards)
        before, place = found[-1] if found else ((), 0)
        if rows is None:
            if place + 1 >= len(cards[len(before)].blocks) // 2 if before else True:
                return None
            found.append((before, place + 1))
        elif rows not in _next_after(before):
            return None
        else:
            found.append((rows, 0))
    return found


def _number_in(text: str, cards: dict[int, _Card]) -> Rows | None:
    for depth, card in cards.items():
        heading = card.heading.search(text)
        rows = tuple(map(int, heading[1].split("."))) if heading else ()
        if len(rows) == depth:
            return rows
    return None


def _next_after(rows: Rows) -> Iterator[Rows]:
    """The numbers that the next card may have: the first one within this one, or the next of this one or one around."""
    yield (*rows, 1)
    for depth in range(1, len(rows) + 1):
        yield (*rows[: depth - 1], rows[depth - 1] + 1)


# -- the tables of a card ---------------------------------------------------------------------------------------------


def _signs(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield from SIGN.findall(block)
    else:
        yield from (sign for row in block.rows for cell in row for one in cell for sign in _signs(one))


def _with_rows(block: Block, rows: Rows, blank: BlankTexts, slots: dict[str, Slot]) -> Block:
    """The table in another card: its fields are others, in these rows."""
    if isinstance(block, Table):
        return Table(
            tuple(
                tuple(tuple(_with_rows(one, rows, blank, slots) for one in cell) for cell in row) for row in block.rows
            )
        )
    text = str(block)
    for sign in SIGN.findall(text):
        another = chr(SIGNS.stop - 1 - len(slots))
        slots[another] = _in_rows(blank.slots[sign], rows)
        text = text.replace(sign, another)
    return text


def _in_rows(slot: Slot, rows: Rows) -> Slot:
    field = slot.field
    whole = (*rows, *field.place.rows[len(rows) :])
    numbers = iter(whole)
    key = _ROW.sub(lambda found: str(next(numbers, found[0])), field.key)
    return replace(slot, field=replace(field, key=key, place=replace(field.place, rows=whole)))
