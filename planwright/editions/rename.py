"""Names the fields of a returned form after the questions they answer, as its edition says."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from planwright.editions.edition import Edition, Entry, Marked
from planwright.editions.together import LIKELY as TOGETHER
from planwright.editions.together import Cell, cell_of, is_tick, marked_together
from planwright.identity import BASIS, CONSENSUS, NAME
from planwright.instruments import ONE_MARKED, Instrument, rows_of
from planwright.model import UNSURE, Field, FieldKind, Place, Problem, Reading, State, Submission
from planwright.problems import FormCode, problem
from planwright.text import visible, words_of

LIKELY = 0.95  # that initials in the cell of an answer mark it
MOST_INITIALS = 3
# These may say something, and not who wrote them, whosever initials they are.
_NO_NAMES = """
    ALL ANY DK DNA DNK IDK IR LOW MED MID NA NAO ND NE NEV NI NIL NO NON NOT NR NS NSP NV OFF OK ON SI SÍ TBA TBD UK
    UNK WHY XX XXX YES
"""
_AMBIGUOUS = frozenset(_NO_NAMES.split())
_TITLES = frozenset(["dr", "dra", "hon", "miss", "mr", "mrs", "ms", "mx", "prof", "rev", "sr", "sra", "srta"])


def named(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    """Each field with the name of its place: its key, with a number where others before it have the same."""
    count: dict[tuple[str, tuple[int, ...]], int] = {}
    for field in fields:
        key = field.key or field.label or str(field.kind)
        at = (key, field.place.rows)
        count[at] = count.get(at, 0) + 1
        yield (key if count[at] == 1 else f"{key}#{count[at]}"), field


def as_asked(reading: Reading, edition: Edition, instrument: Instrument) -> Reading:
    """The reading with its fields named after the items of the instrument.

    What stands in a place that asks none of them is no answer to it; that there is something is told.
    """
    counted = Counter(base(entry.place) for entry in edition.entries)
    held = Counter(base(place) for place, _ in named(reading.fields))
    fields: list[Field] = []
    beside: list[tuple[Entry, Field]] = []
    met: set[str] = set()
    initials = _initials(reading, edition)
    own = initials - _AMBIGUOUS
    unclear = {one for one, count in counted.items() if count > 1 and count != held[one]}  # which is which?
    there = [(place, _doubted(found) if base(place) in unclear else found) for place, found in named(reading.fields)]
    together = _together(there, edition, instrument, initials)
    for place, field in there:
        entry, added = _entry_of(edition, place)
        met.add(place)
        if entry is None:
            fields.append(field)
        elif entry.item is None:
            beside.append((entry, field))
        else:
            fields.append(_renamed(_settled(field, together.get(place)), entry, added, instrument, own))
    mixed = _marked_beside(beside, edition, own) | _marked_in_words(fields, edition)
    fields = [_doubted(field) if field.key.partition("=")[0] in mixed else field for field in fields]
    below = tuple(_below(field for _, field in beside))
    told = (*_gone(edition, met, instrument), *_not_asked(field for _, field in beside))
    if not edition.checked:
        told = (problem(FormCode.EDITION_UNCHECKED, edition=edition.id, file=edition.file.name), *told)
    unread = (*reading.unread, *below)
    return replace(reading, fields=tuple(fields), unread=unread, problems=(*reading.problems, *told))


def _below(beside: Iterable[Field]) -> Iterator[str]:
    """The lines below the first in places that ask nothing and have one line: they may be of any question."""
    for field in beside:
        if field.state is State.UNREADABLE and isinstance(field.value, str):
            yield from (line for line in field.value.split("\n")[1:] if line.strip())


def _together(
    fields: Iterable[tuple[str, Field]], edition: Edition, instrument: Instrument, initials: Collection[str]
) -> dict[str, bool]:
    """Whether places are marked that only the cells of their question tell together."""
    asked: dict[tuple[str, int], list[Cell]] = {}
    for place, field in fields:
        entry, added = _entry_of(edition, place)
        if entry is not None and entry.item is not None and entry.choice is not None:
            cell = cell_of(place, entry.choice, entry.label, field)
            asked.setdefault((entry.item, added), []).append(cell)
    found: dict[str, bool] = {}
    for (path, _), cells in asked.items():
        item = instrument.item_of(path)
        takes_one = item is not None and item.kind in ONE_MARKED
        found.update(marked_together(cells, takes_one=takes_one, initials=initials))
    return found


def _settled(field: Field, is_marked: bool | None) -> Field:
    """The field as a box that is on or off, where that is told by the cells of its question together."""
    if is_marked is None:
        return field
    said = visible(field.value).strip() if isinstance(field.value, str) else ""
    confidence = min(field.confidence or TOGETHER, TOGETHER)
    mark = replace(field, kind=FieldKind.MARK, value=is_marked, state=State.ANSWERED, confidence=confidence)
    return replace(mark, raw=said) if said else mark


def _marked_beside(beside: Iterable[tuple[Entry, Field]], edition: Edition, own: Collection[str]) -> set[str]:
    """The items of which a place was marked that stands for none of their answers, such as “I do not know”."""
    marked = {
        _question(entry)
        for entry, field in beside
        if field.state in UNSURE or _as_mark(field, "", own).value is not False
    }
    places = (entry for entry in edition.entries if entry.choice is not None and _question(entry) in marked)
    return {entry.item for entry in places if entry.item is not None}


def _marked_in_words(fields: Collection[Field], edition: Edition) -> set[str]:
    """The items of a row with a lone tick where words are asked, and none in its cells; with that of the words."""
    ticked = {field.key for field in fields if isinstance(field.value, str) and is_tick(visible(field.value))}
    marked = {field.key.partition("=")[0] for field in fields if field.value is True}
    rows: dict[str, list[Entry]] = {}
    for entry in edition.entries:
        rows.setdefault(_question(entry), []).append(entry)
    found: set[str] = set()
    for entries in rows.values():
        asked = {entry.item for entry in entries if entry.choice is not None and entry.item is not None}
        words = {entry.item for entry in entries if entry.choice is None and entry.item in ticked}
        if asked and words and not asked & marked:
            found.update(asked, (one for one in words if one is not None))
    return found


def _question(entry: Entry) -> str:
    """The words of the question that a place belongs to."""
    return entry.label.partition(" | ")[0]


def _doubted(field: Field) -> Field:
    return replace(field, state=State.CONFLICT, confidence=0.0)


def base(place: str) -> str:
    """The name of a place without the number that tells it from others of that name."""
    before, mark, number = place.rpartition("#")
    return before if mark and number.isdecimal() else place


def with_given(submission: Submission, edition: Edition) -> Submission:
    """The submission with the answers that all copies of the form share, and the mark of the edition."""
    responses = tuple(
        replace(one, value=edition.given[one.item], state=State.ANSWERED) if one.item in edition.given else one
        for one in submission.responses
    )
    basis = edition.given.get(BASIS)
    respondent = replace(submission.respondent, basis=str(basis)) if basis else submission.respondent
    return replace(submission, responses=responses, respondent=respondent, edition=edition.mark)


def without_name(submission: Submission, edition: Edition) -> Iterator[Problem]:
    """A problem where the form asks nobody's name and is not the team's: it may come in twice unnoticed."""
    if NAME not in edition.asked and submission.respondent.basis != CONSENSUS:
        yield problem(FormCode.NAME_NOT_ASKED, edition=edition.id)


def _entry_of(edition: Edition, place: str) -> tuple[Entry | None, int]:
    """The entry of a place, and how many rows after its own the place was added in."""
    entry = edition.by_place.get(place)
    if entry is not None or "+" not in place:
        return entry, 0
    before, _, added = place.rpartition("+")
    return edition.by_place.get(before), int(added) if added.isdecimal() else 0


def _renamed(field: Field, entry: Entry, added: int, instrument: Instrument, own: Collection[str]) -> Field:
    path = entry.item or ""
    item = instrument.item_of(path)
    if added and item is not None:
        rows = rows_of(path)
        path = item.at((*rows[:-1], rows[-1] + added)) if rows else f"{path}.added"  # told as unknown
    if entry.choice is not None:
        return replace(_as_mark(field, entry.choice, own), key=f"{path}={entry.choice}")
    field = replace(field, key=path, within=())
    shown = field.value if isinstance(field.value, str) else None
    meant = _meant(entry, (shown, field.raw if isinstance(field.raw, str) else None))
    if meant is not None and field.state is State.ANSWERED:
        return replace(field, value=str(meant), raw=shown)
    return field


def _meant(entry: Entry, texts: Iterable[str | None]) -> Marked | None:
    wanted = {_plain(shown): value for shown, value in entry.choices.items()}
    return next((wanted[_plain(text)] for text in texts if text is not None and _plain(text) in wanted), None)


def _plain(text: str) -> str:
    return " ".join(visible(text).split()).casefold()


def _as_mark(field: Field, choice: Marked, own: Collection[str]) -> Field:
    """The field as a box that is on or off: a cell is on with a tick, the answer's own number, or `own` initials in it.

    Other short words in capitals may be an abbreviation that says the opposite.
    """
    if field.kind is FieldKind.MARK or field.state in UNSURE:
        return field
    said = visible(field.value).strip() if isinstance(field.value, str) else ""
    box = replace(field, kind=FieldKind.MARK, raw=said or None)
    if not said:
        return replace(box, value=False, state=State.ANSWERED)
    if is_tick(said) or said == str(choice):
        return replace(box, value=True, state=State.ANSWERED)
    if said.replace(".", "") in own:
        return replace(box, value=True, state=State.ANSWERED, confidence=min(field.confidence, LIKELY))
    return replace(box, value=None, state=State.UNREADABLE, confidence=0.0)


def _initials(reading: Reading, edition: Edition) -> frozenset[str]:
    """The initials of whoever answered, as far as the form gives the name."""
    places = {entry.place for entry in edition.entries if entry.item == NAME}
    names = [field.value for place, field in named(reading.fields) if place in places and field.state is State.ANSWERED]
    found: set[str] = set()
    for name in names:
        last, _, first = name.partition(",") if isinstance(name, str) else ("", "", "")
        words = words_of(f"{first} {last}").split()
        letters = [word[0].upper() for word in words if word.casefold() not in _TITLES]
        if not letters:
            continue
        for count in range(1, MOST_INITIALS):
            found.update("".join((letters[0], *others)) for others in combinations(letters[1:], count))
    return frozenset(found)


def _gone(edition: Edition, met: set[str], instrument: Instrument) -> Iterator[Problem]:
    """A problem for each question of the form whose place is not in the file; rows may be taken away."""
    for entry in edition.entries:
        item = instrument.item_of(entry.item) if entry.item else None
        if item is not None and not item.tables and entry.place not in met:
            yield problem(FormCode.FIELD_MISSING, item=item.path, place=Place(), question=entry.label or item.heading)


def _not_asked(beside: Iterable[Field]) -> Iterator[Problem]:
    filled = [field for field in beside if field.value not in (None, False, "", ()) or field.state in UNSURE]
    if filled:
        yield problem(FormCode.NOT_ASKED, count=len(filled), first=filled[0].label or filled[0].key)
