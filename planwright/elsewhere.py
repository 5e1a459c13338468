"""Whether a text is no answer of its own question: it points to another place, or holds another question's words."""

from collections.abc import Iterable
from textwrap import shorten

from planwright.editions import Edition
from planwright.instruments import Instrument, Item, Kind, without_rows
from planwright.text import words_of

_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_LEAST_WORDS, _LEAST_LETTERS = 4, 20  # of a question that nobody writes by chance
_MOST = 8  # words of a text that only points
_POINTS = """
    above attached attachment attachments back below comments ditto document email enclosed list next note notes over
    overleaf page reverse separate sheet
    abajo adjunta adjuntas adjunto adjuntos anexo anexos aparte arriba atrás correo documento dorso hoja idem lista
    notas página reverso siguiente ídem
"""
_BEGINS = """
    above as attached below ditto please refer same see
    adjunta adjunto favor idem igual vea vease ver véase ídem
"""
_BETWEEN = "an and at in on other side the to a al de del el en es la las lo los me por que y"
_POINTING, _BEGINNING = frozenset(_POINTS.split()), frozenset(_BEGINS.split())
_KNOWN = _POINTING | _BEGINNING | frozenset(_BETWEEN.split())


def points_elsewhere(item: Item, said: str) -> bool:
    """Whether a text says where the answer stands and nothing else, such as “(see below)” or “ver hoja adjunta”."""
    words = words_of(said).split() if item.kind in _TEXTS and len(said) <= _MOST * 20 else []
    return (
        0 < len(words) <= _MOST
        and words[0] in _BEGINNING
        and not _POINTING.isdisjoint(words)
        and all(word in _KNOWN or word.isdecimal() for word in words)
    )


class Questions:
    """The words of the questions of a form, by which one of them is found within the answer to another."""

    def __init__(self, instrument: Instrument, edition: Edition | None) -> None:
        self._said: dict[str, set[str]] = {}
        if edition is None:
            for item in instrument.items.values():
                self._learn(item.path, (item.heading, *item.heading.split(" – "), item.question))
        else:
            for entry in edition.entries:
                self._learn(without_rows(entry.item or ""), entry.label.split(" | "))
        labels = {words_of(label): label for said in self._said.values() for label in sorted(said)}
        self._others = {words: label for words, label in labels.items() if _is_telling(words)}

    def _learn(self, path: str, labels: Iterable[str]) -> None:
        self._said.setdefault(path, set()).update(filter(None, labels))

    def within(self, item: Item, said: str) -> str | None:
        """The words of another question that stand in this text; None where none do."""
        if item.kind not in _TEXTS or len(said) < _LEAST_LETTERS:
            return None
        text = f" {words_of(said)} "
        own = " | ".join(map(words_of, self._said.get(item.path, ())))
        found = (label for words, label in self._others.items() if f" {words} " in text and words not in own)
        return next((shorten(label, 80, placeholder=" …") for label in found), None)


def _is_telling(words: str) -> bool:
    return len(words) >= _LEAST_LETTERS and len(words.split()) >= _LEAST_WORDS
