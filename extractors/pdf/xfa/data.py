"""The data of an XFA form: which of it belongs to a field or container already, and what is found there by name."""

from collections.abc import Callable, Iterator, Sequence

from extractors.pdf.tree import LimitError
from extractors.pdf.xfa.packets import Element, local
from extractors.pdf.xfa.refs import Ref, follow
from extractors.pdf.xfa.words import is_value

DEEPEST = 64  # data in data; real forms have at most thirteen levels
Fits = Callable[[Element], bool]
Path = tuple[str, ...]


class Data:
    """The tree under `xfa:data`; `taken` is what belongs to a field or container. Raises `LimitError` if too deep."""

    def __init__(self, root: Element | None) -> None:
        self.root = root
        self.taken: set[Element] = set()
        self.paths: dict[Element, Path] = {}  # of all data, in their order
        self.numbers: dict[Element, int] = {}  # of those that repeat, from 1
        self._below: dict[Element, dict[str, list[Element]]] = {}
        self._passed: dict[tuple[Element, str], int] = {}
        if self.root is not None:
            self._index(self.root)

    def next(self, name: str, start: Element | None, fits: Fits) -> Element | None:
        """The next datum of this name that is not taken: under the data here, else under those further out."""
        for around in self.around(start):
            same = self._below[around].get(name, [])
            passed = self._passed.get((around, name), 0)
            while passed < len(same) and same[passed] in self.taken:
                passed += 1
            self._passed[around, name] = passed
            found = next((one for one in same[passed:] if one not in self.taken and fits(one)), None)
            if found is not None:
                return found
        return None

    def shared(self, name: str, start: Element | None, fits: Fits) -> Element | None:
        """The datum of this name that several fields show, taken or not."""
        return next(
            (one for around in self.around(start) for one in self._below[around].get(name, ()) if fits(one)), None
        )

    def led(self, ref: Ref, start: Element | None) -> list[Element]:
        """The data that a reference leads to, taken or not."""
        if self.root is None:
            return []
        if ref.root == "$record":
            starts: Sequence[Element] = self._record()
        elif ref.root == "$":
            starts = [] if start is None else [start]
        else:
            starts = [self.root] if ref.root else list(self.around(start))
        found = ([datum for datum in follow(ref, one) if datum in self.paths] for one in starts)
        return next(filter(None, found), [])

    def expected(self, ref: Ref, path: Path) -> Path:
        """Where the datum of a reference would stand, from a field at this path."""
        steps = tuple(step.name for step in ref.steps)
        if ref.root == "$record":
            return (*(local(one) for one in self._record()), *steps)
        return (*path, *steps) if ref.root in ("", "$") else steps

    def around(self, start: Element | None) -> Iterator[Element]:
        """The data here and those further out, nearest first."""
        while start is not None:
            yield start
            start = start.getparent() if start is not self.root else None

    def left(self) -> Iterator[Element]:
        """The values that belong to no field, in their order."""
        yield from (one for one in self.paths if one not in self.taken and is_value(one))

    def _record(self) -> list[Element]:
        return [one for one in self.root if not is_value(one)][:1] if self.root is not None else []

    def _index(self, root: Element) -> None:
        """Notes the path of each datum and the data below it; what stands in a value is part of that value."""
        waiting: list[tuple[Element, Path]] = [(root, ())]
        while waiting:
            element, path = waiting.pop()
            if len(path) > DEEPEST:
                raise LimitError("nesting of form data", f"{DEEPEST} levels")
            below: dict[str, list[Element]] = {}
            self._below[element] = below
            if element is not root:
                self.paths[element] = path
                if is_value(element):
                    continue
            for child in element:
                below.setdefault(local(child), []).append(child)
            for same in below.values():
                if len(same) > 1:
                    self.numbers.update({one: number for number, one in enumerate(same, start=1)})
            waiting.extend((child, (*path, local(child))) for child in reversed(element))
