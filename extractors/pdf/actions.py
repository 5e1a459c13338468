"""What a PDF asks a reader to do besides showing it. Nothing of it is ever done here; it is told.

Scripts of fields, which format what is typed and add it up, and buttons that send a form are a part of ordinary forms.
"""

from collections.abc import Iterable, Iterator

import pikepdf

from extractors.pdf.text import name_of
from extractors.pdf.tree import Widget
from planwright.model import Problem
from planwright.problems import FileCode, problem

_WORDS = {
    "Launch": "start a program or open another file",
    "ImportData": "take in another file",
    "JavaScript": "run a script",
    "SubmitForm": "send answers somewhere",
}
_EVEN_IN_FIELDS = frozenset(("Launch", "ImportData"))
_DEEPEST, _MOST = 16, 1_000  # actions one after the other; actions of one file that are looked at


def told_of_actions(
    pdf: pikepdf.Pdf, of_pages: Iterable[object], strays: Iterable[pikepdf.Dictionary], widgets: Iterable[Widget]
) -> Iterator[Problem]:
    """The problem of a PDF that asks for more than to be shown; `of_pages` is what its pages ask for."""
    names = pdf.Root.get("/Names")
    asked = [pdf.Root.get("/OpenAction"), pdf.Root.get("/AA"), *of_pages]
    asked += [held for one in strays for held in (one.get("/A"), one.get("/AA"))]
    found = {kind for kind in _kinds(asked) if kind in _WORDS}
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found.add("JavaScript")
    in_fields = (held for one in widgets for held in (one.own.get("/A"), one.own.get("/AA"), one.field.get("/AA")))
    found |= _EVEN_IN_FIELDS.intersection(_kinds(held for held in in_fields if held is not None))
    if found:
        yield problem(FileCode.ACTIONS, what=" and ".join(words for kind, words in _WORDS.items() if kind in found))


def _kinds(asked: Iterable[object]) -> Iterator[str]:
    """The kind of each of these actions, of those in a set of them, and of those that follow one."""
    waiting: list[tuple[object, int]] = [(held, 0) for held in asked if held is not None]
    for _ in range(_MOST):
        if not waiting:
            return
        held, depth = waiting.pop()
        if isinstance(held, pikepdf.Array):
            inside: list[object | None] = list[object | None](held)[:_MOST]
        elif isinstance(held, pikepdf.Dictionary):
            kind = name_of(held.get("/S"))
            if kind is not None:
                yield kind
            inside = [held.get("/Next")] if kind is not None else [value for _, value in held.items()]
        else:
            continue
        waiting += [(one, depth + 1) for one in inside if one is not None and depth < _DEEPEST]
