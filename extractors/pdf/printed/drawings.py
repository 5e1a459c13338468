"""Pictures and drawings on a printed form that are not those of its blank, which has one in its header or footer."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.pdf.page.boxes import touches
from extractors.pdf.page.runs import Run
from extractors.pdf.place import Box

_BESIDE = 14.0  # points by which the picture of a footer may be higher than its lines, above and below
_SAME = 3.0  # points by which it may lie elsewhere from page to page


def parted(drawings: Iterable[Box], edges: Sequence[Run], *, is_ours: bool) -> tuple[list[Box], list[Box]]:
    """The drawings that may be of the header or footer, and the others.

    On a form of ours the picture lies beside the lines and is hardly higher than all of them.
    """
    middles = [run.start.center[1] for run in edges]
    level: list[Box] = []
    others: list[Box] = []
    for box in drawings:
        fits = any(box[1] <= middle <= box[3] for middle in middles) and (not is_ours or _is_beside(box, edges))
        (level if fits else others).append(box)
    return level, others


def _is_beside(box: Box, edges: Sequence[Run]) -> bool:
    words = [word.box for run in edges for word in run.words]
    tops, feet = [one[1] for one in words], [one[3] for one in words]
    near = [(top, foot) for top, foot in zip(tops, feet, strict=True) if top < box[3] and box[1] < foot]
    return (
        min(top for top, _ in near) - _BESIDE <= box[1]
        and box[3] <= max(foot for _, foot in near) + _BESIDE
        and not any(touches(box, one) for one in words)
    )


def odd_ones(pages: Sequence[Sequence[Box]]) -> Iterator[int]:
    """The places, among these, of the pages that have another drawing beside their footer than most pages have."""
    boxes = [box for page in pages for box in page]
    if not boxes:
        return
    usual = max(boxes, key=lambda box: sum(_is_same(box, other) for other in boxes))
    for number, page in enumerate(pages):
        if any(not _is_same(usual, box) for box in page) or len(page) > 1:
            yield number


def _is_same(box: Box, other: Box) -> bool:
    return all(abs(one - two) <= _SAME for one, two in zip(box, other, strict=True))
