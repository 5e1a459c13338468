"""The printed words of a page that are looked at closely, which is few of them.

The others are surely seen, on paper as on their blank, and no line runs out of them: nobody struck or colored them,
nor painted them over.
"""

from collections.abc import Mapping
from typing import NamedTuple

from extractors.pdf.flat.laid import Laid
from extractors.pdf.page.ink import PAPER, Picture

_ON_PAPER = (PAPER, None)  # None where the ground on the blank is not even, and nothing is compared with it


class Unclear(NamedTuple):
    """The picture of a page, and the numbers of such words on it by their numbers in the blank."""

    picture: Picture
    words: Mapping[int, int]


def unclear_on(laid: Laid, picture: Picture) -> Unclear:
    """The words of a page that is a copy; none of one that is not."""
    if laid.match is None:
        return Unclear(picture, {})
    grounds, words = laid.match.page.grounds, laid.words
    found = laid.match.found.items()
    return Unclear(
        picture,
        {
            number: at
            for number, at in found
            if not picture.is_clearly_printed(words[at].box) or grounds[number] not in _ON_PAPER
        },
    )
