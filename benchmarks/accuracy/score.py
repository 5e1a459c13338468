"""What was read of one form, held against what was filled in."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from planwright.instruments import Instrument
from planwright.model import Accepted, Outcome, Severity, State, Value
from planwright.problems import AnswerCode

DOUBTED = (State.CONFLICT, State.UNREADABLE)
EDITED = AnswerCode.ANSWER_EDITED.id  # a person is to look at these, right or not


@dataclass(slots=True)
class Score:
    """The questions of the forms that came back in one way, by what became of them.

    A question is `right` if its value is the one filled in. It is `flagged` if it is not and the file goes to a person;
    `silent` if the file is accepted all the same, `missing` if it is then without the answer, and `invented` if nothing
    was filled in. `doubted` are right ones that a person is asked about, for another reason than a tracked change.
    `stated` counts the answers that are given, by their confidence and whether they are right.
    """

    forms: int = 0
    questions: int = 0
    right: int = 0
    flagged: int = 0
    silent: int = 0
    missing: int = 0
    invented: int = 0
    doubted: int = 0
    stated: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in Score.__slots__))

    def add(
        self,
        outcome: Outcome,
        answers: Mapping[str, Value],
        instrument: Instrument,
        asked: Collection[str] | None = None,
    ) -> None:
        """Counts one form; of one that others made what it asks, without row numbers, prefilled by none."""
        self.forms += 1
        for truth, got, doubted, confidence in _pairs(outcome, answers, instrument, asked):
            self.questions += 1
            is_right = _plain(got) == _plain(truth)
            if confidence is not None:
                self.stated[round(confidence, 2), is_right] += 1
            if is_right:
                self.right += 1
                self.doubted += doubted
            elif not isinstance(outcome.verdict, Accepted):
                self.flagged += 1
            elif _plain(truth) == "":
                self.invented += 1
            elif _plain(got) == "":
                self.missing += 1
            else:
                self.silent += 1


def _pairs(
    outcome: Outcome, answers: Mapping[str, Value], instrument: Instrument, asked: Collection[str] | None
) -> Iterator[tuple[Value, Value, bool, float | None]]:
    """Each question with the value filled in, the value read, whether it is doubted, and how sure it was said to be."""
    responses = {one.item: one for one in outcome.submission.responses} if outcome.submission else {}
    told = {one.item for one in outcome.verdict.problems if one.severity is Severity.ERROR and one.code != EDITED}
    for path in dict.fromkeys((*answers, *responses)):
        item = instrument.item_of(path)
        if item is None or (item.prefill if asked is None else item.path not in asked):
            continue
        response = responses.get(path)
        if response is None:
            yield answers.get(path), None, False, None
        else:
            sure = response.confidence if response.state is State.ANSWERED else None
            yield answers.get(path), response.value, path in told or response.state in DOUBTED, sure


def _plain(value: Value) -> str:
    """A value as it is compared: text without its spaces and line ends, numbers as numbers, nothing as nothing."""
    if isinstance(value, tuple):
        return "|".join(sorted(map(str, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else "".join(str(value).split())
