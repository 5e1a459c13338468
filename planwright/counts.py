"""The number that is written: in digits, as a word, with the unit or with what the question counts."""

import re
from math import inf, isfinite

from planwright.days import ENGLISH
from planwright.instruments import WHOLE, Item

_NUMBER = re.compile(r"[-+]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
_COMMA = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}", re.ASCII)
_DOTTED = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)  # much of the world writes one thousand so
_BESIDE = re.compile(r"(?P<first>[^\W_]+) ?\((?P<second>[^\W_]+)\)")
_WITH_WORD = re.compile(r"(?P<number>\S+) (?P<word>[^\W\d_]+)\.?")
_COUNTED = re.compile(
    r"\b(?:how many|number of|cu[aá]nt[oa]s|n[uú]mero de) (?P<word>[^\W\d_]+)(?![\w-])", re.IGNORECASE
)
_PEOPLE = frozenset(("people", "persons", "person", "participants", "participant", "personas", "persona"))
_ENGLISH = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_SPANISH = """
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
    dieciocho diecinueve veinte
"""
_ENGLISH_WORDS = {word: number for number, word in enumerate(_ENGLISH.split())}
_SPANISH_WORDS = {word: number for number, word in enumerate(_SPANISH.split())}


def number_in(item: Item, shown: str, language: str | None, asked: str) -> float | str:
    """The number that is written, with or without the unit printed on the form; else the text as it stands.

    In English `1,250` is one thousand and more; elsewhere it may be a little over one. `asked` are the words of the
    question as printed: what they count may stand behind the number, as in `4 classrooms`, and nothing else.
    """
    bare = _without_unit(item, shown)
    number = _in_digits(item, bare, language)
    if number is None and item.kind in WHOLE:
        said = _without_noun(item, bare, asked)
        beside = _BESIDE.fullmatch(said)
        both = {_said(item, one, language) for one in (beside["first"], beside["second"])} if beside else set()
        number = both.pop() if len(both) == 1 else None if beside else _said(item, said, language)
    return shown if number is None else number


def _without_unit(item: Item, shown: str) -> str:
    bare = shown
    for unit in (item.unit, "$" if item.unit in ("$", "dollars") else None):
        if unit and bare.casefold().endswith(unit.casefold()):
            bare = bare[: -len(unit)].strip()
        elif unit and bare.casefold().startswith(unit.casefold()):
            bare = bare[len(unit) :].strip()
    return bare


def _in_digits(item: Item, bare: str, language: str | None) -> float | None:
    """The number of these digits; None where they are not certainly one. Of hundreds of digits none can be made."""
    number = float(bare.replace(",", "")) if bare.strip("+-.,") and _NUMBER.fullmatch(bare) else inf
    is_more = language != ENGLISH and bare.startswith("+") and (item.low or 0) >= 0  # in Spanish “+7” is “over 7”
    return None if not isfinite(number) or is_more or _may_be_either(item, bare, language) else number


def _may_be_either(item: Item, bare: str, language: str | None) -> bool:
    """Whether its points may part thousands: `1.250` may mean 1250 wherever that would be an answer too.

    The other way round, the one comma of `1,250` may be that of 1.25 in an answer that need not be whole.
    """
    if language != ENGLISH and _COMMA.fullmatch(bare):
        return item.kind not in WHOLE
    if not _DOTTED.fullmatch(bare):
        return False
    return item.kind in WHOLE or item.high is None or float(bare.replace(".", "")) <= item.high


def _said(item: Item, text: str, language: str | None) -> float | None:
    """The number of these digits, or of this word; Spanish words count on a Spanish form, where “once” is 11."""
    words = _SPANISH_WORDS if (language or "").startswith("es") else _ENGLISH_WORDS
    number = words.get(text.casefold())
    return _in_digits(item, text, language) if number is None else float(number)


def _without_noun(item: Item, bare: str, asked: str) -> str:
    """The text without the word behind its number that says what the question counts."""
    found = _WITH_WORD.fullmatch(bare)
    word = found["word"].casefold() if found else ""
    counted = {one["word"].casefold() for one in _COUNTED.finditer(f"{item.heading}\n{asked}")}
    counts_people = item.unit == "people" or counted & _PEOPLE
    is_counted = word in counted or f"{word}s" in counted or (word in _PEOPLE and counts_people)
    return found["number"] if found and is_counted else bare
