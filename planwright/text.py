"""What of a text counts: what a person sees of it, what may be shown, the letters and digits that make a name."""

import re
import unicodedata

# Spaces and controls; soft hyphens, joiners, marks of direction; letters that are blank, as games and chats use them.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufeff\uffa0"
)
_MARGINS = re.compile(rf"\A[{_UNSEEN}]+|[{_UNSEEN}]+\Z")

# What has no width beside format characters: joiners of marks, fillers, what chooses between shapes of a letter.
_NO_WIDTH = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_ACCENTS = re.compile("^[\u0300-\u036f]+")


def visible(text: str) -> str:
    """The text as it is seen between its margins; empty where there is nothing to see."""
    return _MARGINS.sub("", text)


def plain(text: str) -> str:
    """The text without what could do something to a terminal or a page: control characters, marks of direction."""
    return "".join(one if one.isprintable() else " " for one in text)


def words_of(name: str) -> str:
    """The letters and digits of the name without their case, one space wherever anything else stands between them.

    So “O'Brien” is “O’Brien” and “R-01” is “R 01”, while “R-1.1” is not “R-11”.
    """
    seen = "".join(one for one in _NO_WIDTH.sub("", name) if unicodedata.category(one) != "Cf")
    text = unicodedata.normalize("NFKC", seen)
    text = unicodedata.normalize("NFKC", text.casefold())
    words = "".join(one if _counts(one) else " " for one in text).split()
    # Some keyboards write an apostrophe as an accent alone, which is then an accent on nothing.
    return " ".join(word for word in (_ACCENTS.sub("", word) for word in words) if word)


def _counts(character: str) -> bool:
    """Whether it is part of a letter or a digit; marks that stand beside letters, such as “ʼ”, are not."""
    return unicodedata.category(character)[0] in "LMN" and not "\u02b9" <= character <= "\u02ee"
