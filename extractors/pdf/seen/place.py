"""A place where a person would write or tick, with the printed words that name it."""

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from planwright.model import FieldKind

_TURNED = 2.5  # times as high as wide: words that run up or down the page
_LEAST = 6.0  # points
_LETTER = 0.5  # of the lower of two words that stand beside each other, on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A place for an answer.

    `row` and `column` are the two parts of its label where it has two: what is asked, and under which heading or with
    which printed word it is answered. `clear` are the parts of the place on which nothing is printed; none where that
    is all of it. `word` is a printed word that is circled, `beside` are those beside a box to tick. `names` are the
    tokens that its label is made of, by number.
    """

    box: Box
    kind: FieldKind = FieldKind.TEXT
    label: str = ""
    row: str = ""
    column: str = ""
    lines: bool = False
    comb: bool = False
    clear: tuple[Box, ...] = ()
    word: Token | None = None
    beside: tuple[Token, ...] = ()
    names: frozenset[Token] = frozenset()


def joined(row: str, column: str) -> str:
    """The label that the words of a row and of a column make."""
    return " | ".join(filter(None, (row, column)))


def text_of(tokens: Iterable[Token]) -> str:
    """The words in the order in which they are read, with a space between each two."""
    words = [token for token in tokens if token.sign is Sign.WORD]
    if any(is_turned(word) for word in words):
        return " ".join(word.text for word in words)
    return " ".join(word.text for line in lines_of(words) for word in line)


def is_turned(token: Token) -> bool:
    """Whether a word runs up or down the page."""
    left, top, right, bottom = token.box
    return len(token.text) > 2 and bottom - top > _TURNED * (right - left)


def lines_of(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens by lines from top to bottom, each line from left to right."""
    lines: list[tuple[float, float, list[Token]]] = []
    for token in sorted(tokens, key=lambda one: one.middle):
        _, top, _, bottom = token.box
        top = min(top, bottom - _LEAST)  # a comma, a hyphen or an underscore is lower than its line
        for number in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            above, below, held = lines[number]
            shared = min(below, bottom) - max(above, top)
            if shared >= _LETTER * min(below - above, bottom - top):
                held.append(token)
                lines[number] = min(above, top), max(below, bottom), held
                break
        else:
            lines.append((top, bottom, [token]))
    return [sorted(held, key=lambda one: one.box[0]) for _, _, held in lines]
