"""How right the copies of adopted forms are read: what a person reads in each against what planwright makes of it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.accuracy.counts import DOUBTED, Counts, Stated
from benchmarks.accuracy.truth import ADOPTED, Answer, answers_in, copies, editions, instruments, is_sure, plain
from flows.form import read_form
from flows.known import Known
from planwright.model import Accepted, Outcome, Response, State


def measure_copy(copy: Path, known: Known) -> Counts:
    """What became of the certain answers in one copy."""
    outcome = read_form(copy, known)
    responses = {one.item: one for one in outcome.submission.responses} if outcome.submission else {}
    counts = Counts()
    for answer in answers_in(copy):
        if answer.is_certain:
            counts += _count(answer, responses, outcome)
            counts += Counts(stated=_stated(answer, responses.get(answer.item)))
    return counts


def measure_forms() -> Mapping[str, Counts]:
    """What became of the certain answers in the copies of each adopted form."""
    known = Known(instruments=instruments(), editions=editions())
    names = sorted(file.name.removesuffix(".questions.json") for file in ADOPTED.glob("*.questions.json"))
    return {
        name: sum((measure_copy(one, known) for one in copies() if one.name.startswith(f"{name}-")), Counts())
        for name in names
    }


def _stated(answer: Answer, response: Response | None) -> Stated:
    if response is None or response.state is not State.ANSWERED:
        return Counter()
    return Counter({(round(response.confidence, 2), plain(response.value) == plain(answer.value)): 1})


def _count(answer: Answer, responses: Mapping[str, Response], outcome: Outcome) -> Counts:
    response = responses.get(answer.item)
    got, truth = plain(response.value if response else None), plain(answer.value)
    known = outcome.submission is not None
    if known and got == truth and (response is None or response.state is not State.NOT_ON_FORM):
        is_doubted = response is not None and response.state in DOUBTED
        return Counts(questions=1, right=0 if is_doubted and truth else 1, flagged=int(is_doubted and bool(truth)))
    if not isinstance(outcome.verdict, Accepted):
        return Counts(questions=1, flagged=1, claimed=int(bool(got) and is_sure(response)))
    return Counts(questions=1, silent=int(bool(truth and got)), missing=int(not got), invented=int(not truth))
