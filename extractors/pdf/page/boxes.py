"""How boxes lie to each other: left, top, right, bottom in points from the top left corner of a page."""

from collections.abc import Sequence

from extractors.pdf.place import Box


def around(boxes: Sequence[Box]) -> Box:
    """The box around these boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def wider(box: Box, by: float) -> Box:
    """The box with so much more on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def middle_in(box: Box, area: Box, reach: float = 0.0) -> bool:
    """Whether the middle of a box lies in the area."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] - reach <= across <= area[2] + reach and area[1] - reach <= down <= area[3] + reach


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def touches(one: Box, other: Box) -> bool:
    """Whether two boxes share some room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
