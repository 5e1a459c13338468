"""Which of an item's answers the answers printed on another form stand for."""

import re
from collections.abc import Sequence

from planwright.editions.alike import plain, ratio, shares
from planwright.editions.edition import Marked
from planwright.instruments import NOT_APPLICABLE, Choice, Item, Kind

SAME = 85  # of 100, for the words of an answer
BY_ORDER = 60  # how sure an answer is that only its place among the others tells
_INVITES = re.compile(r"\W*(choose|select|please select|pick|click|elija|seleccione)\b", re.IGNORECASE)
_UNKNOWN = re.compile(r"\W*(n/?a|\?|not applicable|does not apply|no aplica|no corresponde)\W*", re.IGNORECASE)
_LOW = re.compile(r"\b(not?|none|never|disagree|poor|low|least|nunca|nada|ning\w+|desacuerdo|poco)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,2})\b")
_DECISIVE = 25  # by how much the words of a scale's ends must be more alike one way than the other


def is_invitation(shown: str) -> bool:
    """Whether an entry of a list only says that one is to be chosen."""
    return bool(_INVITES.match(shown)) or not shown.strip()


def steps_of(item: Item) -> list[Choice]:
    """The answers of an item without the one that says that it does not apply."""
    return [choice for choice in item.choices if choice.value != NOT_APPLICABLE]


def share_met(shown: Sequence[str], item: Item) -> float:
    """Which share of these answers, from 0 to 1, has words of one of the item's answers."""
    alike = [max((_likeness(words, choice) for choice in item.choices), default=0.0) for words in shown]
    return sum(score >= SAME for score in alike) / max(1, len(alike))


def can_take(shown: Sequence[str], item: Item, least: float = 0.5) -> bool:
    """Whether these answers can be those of the item: as many steps as its scale has, or at `least` a share alike."""
    if not item.choices:
        return item.kind is Kind.RANK and all(words.strip().isdigit() for words in shown)
    steps = [words for words in shown if not _is_beside(words, item)]
    if item.scale is not None:
        return len(steps) == len(steps_of(item))
    return share_met(shown, item) >= least


def meant(shown: Sequence[str], item: Item, *, is_list: bool = False) -> list[tuple[Marked, float] | None]:
    """The value that each of these answers stands for, and how sure that is.

    Where a scale has as many steps as the item's, the steps are paired in their order: “Disagree” may be the last step
    of one scale and the last but one of another. Several entries of a list may mean the same.
    """
    scale, others = steps_of(item), [choice for choice in item.choices if choice.value == NOT_APPLICABLE]
    beside = [_is_beside(words, item) for words in shown]
    steps = [number for number, is_beside in enumerate(beside) if not is_beside]
    found: list[tuple[Marked, float] | None] = [(others[0].value, 100.0) if one else None for one in beside]
    if item.scale is not None and len(steps) == len(scale):
        falls = _falls([shown[number] for number in steps], [choice.label for choice in scale])
        for number, choice in zip(steps, reversed(scale) if falls else scale, strict=True):
            found[number] = (choice.value, max(float(BY_ORDER), ratio(shown[number], choice.label)))
        return found
    taken: set[Marked] = set()
    scored = sorted(
        ((_likeness(shown[number], choice), -number, -at) for number in steps for at, choice in enumerate(scale)),
        reverse=True,
    )
    for score, number, at in scored:
        value = scale[-at].value
        if score >= SAME and found[-number] is None and (is_list or value not in taken):
            found[-number] = (value, score)
            taken.add(value)
    return found


def _is_beside(words: str, item: Item) -> bool:
    """Whether an answer says that the question does not apply, where the item has such an answer."""
    others = [choice for choice in item.choices if choice.value == NOT_APPLICABLE]
    return bool(others) and bool(
        _UNKNOWN.fullmatch(words) or any(ratio(words, choice.label) >= SAME for choice in others)
    )


def _falls(shown: Sequence[str], scale: Sequence[str]) -> bool:
    """Whether the steps of a scale come in the other direction than the item's, by its ends: words, else numbers."""
    straight = shares(shown[0], scale[0]) + shares(shown[-1], scale[-1])
    turned = shares(shown[0], scale[-1]) + shares(shown[-1], scale[0])
    rises = [_rises(shown), _rises(scale)]
    if None not in rises:
        return rises[0] != rises[1]
    return turned > straight + _DECISIVE


def _rises(steps: Sequence[str]) -> bool | None:
    """Whether a scale begins with its lowest step; None where neither words nor numbers tell."""
    first, last = (bool(_LOW.search(step)) for step in (steps[0], steps[-1]))
    if first != last:
        return first
    numbers = [_NUMBER.match(step) for step in (steps[0], steps[-1])]
    if numbers[0] and numbers[1]:
        return int(numbers[0][1]) < int(numbers[1][1])
    return None


def _likeness(shown: str, choice: Choice) -> float:
    if plain(shown) == plain(str(choice.value)):
        return 100.0
    part = 0.9 * shares(shown, choice.label) if len(plain(shown)) > _SHORT else 0.0
    return max(ratio(shown, choice.label), part if part >= SAME else 0.0)


_SHORT = 4  # letters of an answer, such as “No”, that may be part of another by chance
