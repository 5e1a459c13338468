"""What a plan does not hold, and why: not returned, waiting for a person, withheld."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields

from planwright.figures import Summary
from planwright.instruments import Instruments, Table
from planwright.plans.sections import NOT_PROVIDED, Empty, Waiting
from planwright.plans.slots import Slots, slots_of, title_of
from planwright.plans.words import counted, withheld_words

Waits = Mapping[str, int]  # forms that wait for a person, by practice

# The parts of a plan that a slot fills; of one that is not here, that of its first word
_PARTS: Mapping[str, tuple[str, ...]] = {
    "needs.setting": ("setting",),
    "needs.strengths": ("strengths",),
    "needs.concerns": ("concerns",),
    "priorities.reasons": ("priorities", "reasons"),
}


def waiting_of(instruments: Instruments, summaries: Iterable[Summary], waiting: Waits) -> tuple[Waiting, ...]:
    """The practices of which forms wait for a person, in the order of the instruments, others last."""
    titles = _titles(instruments)
    known = [practice for practice in titles if practice in waiting]
    made = Counter(summary.instrument for summary in summaries for _ in summary.sources)
    return tuple(
        Waiting(
            title=titles.get(practice, practice),
            forms=counted(waiting[practice], "form"),
            counted=counted(made[practice], "form") if made[practice] else "none",
        )
        for practice in (*known, *sorted(waiting.keys() - titles.keys()))
    )


def uncounted_words(waiting: Waits) -> str:
    """How many forms wait for a person, in words; empty where none does."""
    forms = sum(waiting.values())
    return _wait_words(forms, "more form") if forms else ""


def not_returned(instruments: Instruments, summaries: Iterable[Summary], waiting: Waits) -> tuple[str, ...]:
    """The instruments of which no form came back in this round."""
    returned = {summary.instrument for summary in summaries} | waiting.keys()
    return tuple(title for practice, title in _titles(instruments).items() if practice not in returned)


def empty_of(instruments: Instruments, slots: Slots, waiting: Waits) -> Empty:
    """What each part of the plan says where it has nothing to show."""
    words = {
        part: f"{NOT_PROVIDED} yet: {_wait_words(n, 'form')}" for part, n in _awaited(instruments, waiting).items()
    }
    words |= {part: "; ".join(why) for part, why in _withheld(slots).items()}
    return Empty(**{part.name: words.get(part.name, NOT_PROVIDED) for part in fields(Empty)})


def _awaited(instruments: Instruments, waiting: Waits) -> Mapping[str, int]:
    """How many forms that wait would fill each part."""
    forms: Counter[str] = Counter()
    for one in instruments.newest() if waiting else ():
        for part in {part for slot in slots_of(one) for part in _parts_of(slot)}:
            forms[part] += waiting.get(one.practice, 0)
    return +forms


def _withheld(slots: Slots) -> Mapping[str, list[str]]:
    """Why the rows of tables are not shown, by part."""
    words = defaultdict(list)
    for slot, feds in slots.items():
        for fed in feds:
            figure = fed.figure(fed.node.path) if isinstance(fed.node, Table) else None
            if figure is not None and figure.withheld:
                for part in _parts_of(slot):
                    words[part].append(withheld_words(figure, fed.least))
    return words


def _parts_of(slot: str) -> tuple[str, ...]:
    return _PARTS.get(slot) or (slot.partition(".")[0].replace("-", "_"),)


def _wait_words(forms: int, noun: str) -> str:
    return f"{counted(forms, noun)} {'waits' if forms == 1 else 'wait'} for a person"


def _titles(instruments: Instruments) -> dict[str, str]:
    return {one.practice: title_of(one) for one in instruments.newest()}
