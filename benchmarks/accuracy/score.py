"""What was read of one form, held against what was filled in."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from benchmarks.accuracy.counts import DOUBTED, Counts, Stated
from planwright.instruments import Instrument
from planwright.model import Accepted, Outcome, Severity, State, Value
from planwright.problems import AnswerCode

EDITED = AnswerCode.ANSWER_EDITED.id  # a person is to look at these, right or not


def score_form(
    outcome: Outcome,
    answers: Mapping[str, Value],
    instrument: Instrument,
    asked: Collection[str] | None = None,
) -> Counts:
    """What became of the questions of one form; of one that others made those that are asked, prefilled by none."""
    is_accepted = isinstance(outcome.verdict, Accepted)
    pairs = _pairs(outcome, answers, instrument, asked)
    return sum((_count(*pair, is_accepted) for pair in pairs), Counts(forms=1))


def _count(truth: Value, got: Value, is_doubted: bool, confidence: float | None, is_accepted: bool) -> Counts:
    is_right = _plain(got) == _plain(truth)
    stated: Stated = Counter() if confidence is None else Counter({(round(confidence, 2), is_right): 1})
    if is_right:
        return Counts(questions=1, right=1, doubted=int(is_doubted), stated=stated)
    if not is_accepted:
        return Counts(questions=1, flagged=1, stated=stated)
    missing, invented = _plain(got) == "", _plain(truth) == ""
    return Counts(
        questions=1,
        silent=int(not missing and not invented),
        missing=int(missing and not invented),
        invented=int(invented),
        stated=stated,
    )


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
