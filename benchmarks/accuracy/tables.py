"""The tables of accuracy: by way, by adopted form, by stated confidence, and the targets."""

from collections import Counter
from collections.abc import Iterable, Mapping

from benchmarks.accuracy.counts import Counts, Stated
from benchmarks.table import Table

NOTES = (
    "Right: the value filled in. Flagged: another one, and the file goes to a person. Silent, missing, invented: the"
    " file was accepted with another value, without it, or with one that nobody filled in. Doubted: right, and a person"
    " is asked about it; tracked changes, which a person is to look at, do not count.",
)
BECAME = ("questions", "right", "flagged", "silent", "missing", "invented", "doubted")
WITH_FIELDS = (  # ways in which all answers stand in fields, by how their names begin
    *("Word, filled in place", "Word, saved by LibreOffice", "Word, fields without names", "PDF, filled by pikepdf"),
    *("Word with controls, filled", "Word with controls, saved", "Word with form fields, filled"),
    *("Word with form fields, saved", "PDF, saved by pypdf", "PDF, fields, filled", "PDF, fields, boxes"),
    "PDF, filled in PDFium",
)
ALL, MOST, FEWEST = 1.0, 0.995, 0.02  # of the questions


def by_way(scores: Mapping[str, Counts], not_run: Mapping[str, str]) -> Table:
    """What became of the questions in each way of forms that planwright issued."""
    return Table(
        title="By way, forms that planwright issued",
        columns=("returned as", "forms", *BECAME),
        rows=tuple((name, f"{score.forms:,}", *_became(score)) for name, score in scores.items()),
        notes=(*NOTES, *_not_run(not_run)),
    )


def by_filled_way(scores: Mapping[str, Counts], editions: Mapping[str, int], not_run: Mapping[str, str]) -> Table:
    """The same of blanks of others that were filled in by machine; `editions` are how many blanks each way is for."""
    return Table(
        title="By way, forms of others",
        columns=("returned as", "forms (editions)", *BECAME),
        rows=tuple((name, f"{score.forms:,} ({editions[name]})", *_became(score)) for name, score in scores.items()),
        notes=(
            "The seven adopted blanks, each filled in with seeded answers.",
            "LibreOffice writes into .rtf no ticks of the older form fields; each such file says so (`boxes-lost`).",
            *_not_run(not_run),
        ),
    )


def by_form(counts: Mapping[str, Counts]) -> Table:
    """What became of the answers in the copies of each adopted form."""
    rows = [*counts.items(), ("all", sum(counts.values(), Counts()))]
    return Table(
        title="By adopted form",
        columns=("adopted form", "answers", *BECAME[1:]),
        rows=tuple(
            (
                name,
                f"{one.questions:,}",
                _share(one.right, one.questions),
                *map(str, (one.flagged, one.silent, one.missing, one.invented)),
                _share(one.doubted, one.questions),
            )
            for name, one in rows
        ),
        notes=(
            "The completed copies in examples/adopted/returned, filled in any old way; an answer counts where a person"
            " who reads the page need not ask.",
        ),
    )


def by_confidence(scores: Iterable[Counts], copies: Iterable[Counts]) -> Table:
    """How often answers were right that were stated with a confidence, in all that was measured."""
    stated: Stated = Counter()
    for score in scores:
        stated.update(score.stated)
    for one in copies:
        stated.update(one.stated)
    rows = []
    for confidence in sorted({each for each, _ in stated}, reverse=True):
        right, count = stated[confidence, True], stated[confidence, True] + stated[confidence, False]
        rows.append((f"{confidence:.2f}", f"{count:,}", f"{right / count:.3%}"))
    return Table(title="By stated confidence", columns=("stated", "answers", "right"), rows=tuple(rows))


def targets(scores: Mapping[str, Counts]) -> Table:
    """What was to be reached, and whether it was: in each way, the worst of them counts."""
    every = sum(scores.values(), Counts())
    in_fields = {name: one for name, one in scores.items() if name.startswith(WITH_FIELDS)}
    others = {name: one for name, one in scores.items() if name not in in_fields}
    return Table(
        title="Targets",
        columns=("target", "asked for", "measured", "worst way", ""),
        rows=(
            *_least("right, answers in fields of Word and PDF", in_fields, ALL),
            *_least("right, without fields: plain, printed, flattened, typed over", others, MOST),
            *(_none(name, scores) for name in ("silent", "missing", "invented")),
            (
                "doubted, of all questions",
                f"≤ {FEWEST:.0%}",
                _share(every.doubted, every.questions),
                max(scores, key=lambda name: scores[name].doubted / max(1, scores[name].questions), default="–"),
                _met(every.doubted <= FEWEST * every.questions),
            ),
        ),
        notes=("Right is met where it is met in all ways together; the worst way is named beside it.",),
    )


def _least(says: str, scores: Mapping[str, Counts], bound: float) -> Iterable[tuple[str, ...]]:
    if not scores:
        return
    every = sum(scores.values(), Counts())
    worst = min(scores, key=lambda name: scores[name].right / max(1, scores[name].questions))
    below = f"{worst}: {_share(scores[worst].right, scores[worst].questions)}"
    yield (
        says,
        f"≥ {bound:.1%}",
        _share(every.right, every.questions),
        below,
        _met(every.right >= bound * every.questions),
    )


def _none(what: str, scores: Mapping[str, Counts]) -> tuple[str, ...]:
    counts = {name: int(getattr(score, what)) for name, score in scores.items()}
    worst = max(counts, key=lambda name: counts[name], default="–")
    count = sum(counts.values())
    return f"{what}, in every way", "0", str(count), f"{worst}: {counts[worst]}" if count else "–", _met(count == 0)


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"


def _not_run(programs: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}: not run, {program} is not installed." for name, program in programs.items())


def _became(score: Counts) -> tuple[str, ...]:
    return (
        f"{score.questions:,}",
        _share(score.right, score.questions),
        *map(str, (score.flagged, score.silent, score.missing, score.invented)),
        _share(score.doubted, score.questions),
    )


def _share(count: int, of: int) -> str:
    return f"{count / max(1, of):.2%}"
