"""What a PDF asks a reader to do besides showing it. Nothing of it is ever done here; it is told.

Scripts of fields, which format what is typed and add it up, and buttons that send a form are a part of ordinary forms.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

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
    asked = [
        pdf.Root.get("/OpenAction"),
        *_each(pdf.Root.get("/AA")),
        *(one for held in of_pages for one in _each(held)),
    ]
    for stray in strays:
        asked += [stray.get("/A"), *_each(stray.get("/AA"))]
    found = {kind for kind in _kinds(asked) if kind in _WORDS}
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found.add("JavaScript")
    in_fields: list[object] = []
    for widget in widgets:
        in_fields += [widget.own.get("/A"), *_each(widget.own.get("/AA")), *_each(widget.field.get("/AA"))]
    found |= _EVEN_IN_FIELDS.intersection(_kinds(in_fields))
    if found:
        yield problem(FileCode.ACTIONS, what=" and ".join(words for kind, words in _WORDS.items() if kind in found))


def _each(asked: object) -> list[object]:
    """The actions of what happens to a file, a page or a field."""
    return [one for _, one in asked.items()] if isinstance(asked, pikepdf.Dictionary) else []


def _kinds(asked: Iterable[object]) -> Iterator[str]:
    """The kind of each of these actions, and of those that follow one."""
    waiting = [(one, 0) for one in asked if isinstance(one, pikepdf.Dictionary)]
    for _ in range(_MOST):
        if not waiting:
            return
        action, depth = waiting.pop()
        yield name_of(action.get("/S")) or ""
        after = action.get("/Next")
        following = islice(after, _MOST) if isinstance(after, pikepdf.Array) else (after,)
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in following if isinstance(one, pikepdf.Dictionary)]
