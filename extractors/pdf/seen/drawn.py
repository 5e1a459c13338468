"""What a blank page draws, as far as it is seen: rules across and down, small boxes and rings, frames, images."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pdfplumber.page import Page as DrawnPage

from extractors.pdf.place import Box

DOTS_PER_INCH = 144
_THIN = 2.6  # points; what is wider is no rule
_SHORTEST = 6.0  # of a rule
_SMALL, _LARGE = 6.0, 22.0  # sides of a box to tick
_SQUARE = 0.72  # the shorter side of a box to tick, in the longer one
_OFF = 0.15  # of half a side: how far from the edge of a box or ring a point of it may lie
_LEVEL = 1.3  # points by which the pieces of one rule may differ
_GAP = 3.2  # points between the pieces of one rule, dots and dashes among them
_SEEN = 8.0  # of 255 by which a rule differs from the paper beside it
_BESIDE = 2.4  # points from a rule to the paper beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The rules across and down a page, its small closed shapes, its frames with or without a line, and its images."""

    across: tuple[Box, ...]
    down: tuple[Box, ...]
    shapes: tuple[Box, ...]
    frames: tuple[Box, ...]
    images: tuple[Box, ...]


class Gray:
    """A page drawn in gray: 0 is black, 255 the paper."""

    __slots__ = ("_data", "_height", "_scale", "_stride", "_width")

    def __init__(self, shown: pypdfium2.PdfPage) -> None:
        width, height = shown.get_size()
        self._scale = min(DOTS_PER_INCH / 72, 4000 / max(1.0, width, height))
        drawn = shown.render(scale=self._scale, grayscale=True)
        self._width, self._height, self._stride = drawn.width, drawn.height, drawn.stride
        self._data = bytes(drawn.buffer)

    def mean(self, box: Box) -> float:
        """How light the box is on the whole; the paper where it lies off the page."""
        left, top = round(box[0] * self._scale), round(box[1] * self._scale)
        right, bottom = max(left + 1, round(box[2] * self._scale)), max(top + 1, round(box[3] * self._scale))
        left, right, top, bottom = max(0, left), min(self._width, right), max(0, top), min(self._height, bottom)
        if right <= left or bottom <= top:
            return 255.0
        rows = range(top * self._stride, bottom * self._stride, self._stride)
        return float(sum(sum(self._data[row + left : row + right]) for row in rows) / ((right - left) * (bottom - top)))


def drawn_on(page: DrawnPage, gray: Gray) -> Drawn:
    """What this page draws; what has the color of the paper or lies under something is not seen, and left out."""
    width, height = float(page.width), float(page.height)
    across: list[Box] = []
    down: list[Box] = []
    shapes: list[Box] = []
    frames: list[Box] = []
    for thing in _things(page.objects):
        box = _within(thing, width, height)
        if box is None:
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if high <= _THIN:
            across.append(box)
        if wide <= _THIN:
            down.append(box)
        if min(wide, high) <= _THIN:
            continue
        if is_small(wide, high):
            if _is_plain(thing, box):
                shapes.append(box)
        elif thing.get("object_type") != "line":
            frames.append(box)
    framed = [box for box in frames if _is_framed(box, gray)]
    lines = [edge for box in framed for edge in _edges(box)]
    across += [edge for edge in lines if edge[3] - edge[1] <= edge[2] - edge[0]]
    down += [edge for edge in lines if edge[3] - edge[1] > edge[2] - edge[0]]
    return Drawn(
        across=tuple(box for box in _joined(across) if _is_seen(box, gray)),
        down=tuple(_turned(box) for box in _joined(map(_turned, down)) if _is_seen(_turned(box), gray)),
        shapes=tuple(_apart(box for box in shapes if _is_framed(box, gray) or _is_toned(box, gray))),
        frames=tuple(_apart(box for box in frames if box not in framed and _is_toned(box, gray))),
        images=tuple(filter(None, (_within(image, width, height) for image in page.objects.get("image", [])))),
    )


def _things(objects: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    """Lines, rectangles and curves; the straight pieces of a path that goes around corners, each by itself."""
    for kind in ("line", "rect", "curve"):
        for thing in objects.get(kind, ()):
            yield thing
            if kind == "curve":
                yield from _pieces(thing.get("pts") or ())


def _pieces(points: Sequence[tuple[float, float]]) -> Iterator[Mapping[str, Any]]:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        box = {"x0": min(x0, x1), "top": min(y0, y1), "x1": max(x0, x1), "bottom": max(y0, y1), "object_type": "line"}
        if max(abs(x1 - x0), abs(y1 - y0)) > _LARGE and min(abs(x1 - x0), abs(y1 - y0)) < 0.5:
            yield box


def _within(thing: Mapping[str, Any], width: float, height: float) -> Box | None:
    """The box of a thing as far as it lies on the page."""
    left, top, right, bottom = (float(thing[edge]) for edge in ("x0", "top", "x1", "bottom"))
    left, top, right, bottom = max(0.0, left), max(0.0, top), min(width, right), min(height, bottom)
    return (left, top, right, bottom) if right >= left and bottom >= top else None


def is_small(wide: float, high: float) -> bool:
    """Whether a shape of this size is a box or ring to tick."""
    return min(wide, high) >= _SMALL and max(wide, high) <= _LARGE and min(wide, high) >= _SQUARE * max(wide, high)


def _is_plain(thing: Mapping[str, Any], box: Box) -> bool:
    """Whether a shape is a box or a ring: each point of it lies on its edge, unlike those of a drawn letter."""
    if thing.get("object_type") != "curve":
        return True
    left, top, right, bottom = box
    points = [
        ((across - left) / (right - left) * 2 - 1, (down - top) / (bottom - top) * 2 - 1)
        for across, down in thing.get("pts") or ()
    ]
    return all(max(abs(x), abs(y)) > 1 - _OFF or abs((x * x + y * y) ** 0.5 - 1) < _OFF for x, y in points)


def _edges(box: Box) -> tuple[Box, Box, Box, Box]:
    left, top, right, bottom = box
    return (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )


def _is_framed(box: Box, gray: Gray) -> bool:
    """Whether a line is seen along each side of the box; of a ring, at the middle of each side."""
    left, top, right, bottom = box
    across, down = (right - left) * 0.4, (bottom - top) * 0.4
    middles = (
        (left + across, top, right - across, top),
        (left + across, bottom, right - across, bottom),
        (left, top + down, left, bottom - down),
        (right, top + down, right, bottom - down),
    )
    return all(_is_seen(edge, gray, is_line=True) for edge in middles)


def _is_toned(box: Box, gray: Gray) -> bool:
    """Whether the box is lighter or darker than what is around it, though no line is drawn."""
    left, top, right, bottom = box
    inner = gray.mean((left + 1, top + 1, right - 1, bottom - 1))
    sides = (
        (left, top - 2, right, top - 1),
        (left, bottom + 1, right, bottom + 2),
        (left - 2, top, left - 1, bottom),
        (right + 1, top, right + 2, bottom),
    )
    return all(abs(gray.mean(side) - inner) > _SEEN / 2 for side in sides)


def _is_seen(rule: Box, gray: Gray, *, is_line: bool = False) -> bool:
    """Whether a rule is darker than the paper on one side of it at least, or lighter than on both.

    What only might be a line, as the edge of a filled box, must be darker than on both.
    """
    left, top, right, bottom = rule
    is_across = right - left >= bottom - top
    middle = (top + bottom) / 2 if is_across else (left + right) / 2
    tones = [_tone(rule, gray, is_across, middle + step * 0.5) for step in (-2, -1, 0, 1)]
    sides = [_tone(rule, gray, is_across, middle + away) for away in (-_BESIDE - 0.5, _BESIDE)]
    darkest = min(sides) if is_line else max(sides)
    return min(tones) < darkest - _SEEN or max(tones) > max(sides) + _SEEN


def _tone(rule: Box, gray: Gray, is_across: bool, at: float) -> float:
    left, top, right, bottom = rule
    return gray.mean((left, at, right, at + 0.5) if is_across else (at, top, at + 0.5, bottom))


def _turned(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def _joined(pieces: Iterable[Box]) -> Iterator[Box]:
    """The rules across that these pieces make, each as long as its pieces reach without a wide gap."""
    levels: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box[1] + box[3]):
        if levels and abs(piece[1] + piece[3] - levels[-1][0][1] - levels[-1][0][3]) / 2 <= _LEVEL:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    for level in levels:
        held: Box | None = None
        for left, top, right, bottom in sorted(level):
            if held is not None and left <= held[2] + _GAP:
                held = held[0], min(held[1], top), max(held[2], right), max(held[3], bottom)
                continue
            if held is not None and held[2] - held[0] >= _SHORTEST:
                yield held
            held = left, top, right, bottom
        if held is not None and held[2] - held[0] >= _SHORTEST:
            yield held


def _apart(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes, each once: many programs fill a box and draw its line as two things."""
    held: list[Box] = []
    for box in boxes:
        if not any(max(abs(one - other) for one, other in zip(box, known, strict=True)) < 2 for known in held):
            held.append(box)
            yield box
