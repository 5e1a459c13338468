"""The answers to a form in the words that it prints, by the keys that its maker gave its places."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import ModuleType

from benchmarks.accuracy.filled import Answers
from examples.build.adopted import capacity_table, needs_survey, team_readiness, vision_es
from examples.build.adopted.asked import Question
from planwright.model import Value

Said = str | list[str]
MAKERS: Mapping[str, ModuleType] = {
    "capacity-table": capacity_table,
    "needs-survey": needs_survey,
    "team-readiness": team_readiness,
    "vision-es": vision_es,
}


def said(questions: Sequence[Question], answers: Answers, language: str) -> dict[str, Said]:
    """What is answered, by the key of the place: words, or the printed choices where several may be marked."""
    groups: dict[str, list[Question]] = {}
    for one in questions:
        groups.setdefault(one.key, []).append(one)
    found = {}
    for key, group in groups.items():
        value = answers.get(group[0].item or "")
        if value not in (None, ()):
            found[key] = _printed(group, value, language)
    return found


def day(iso: str, language: str) -> str:
    """A day in numbers, in the order of the language."""
    when = date.fromisoformat(iso)
    first, second = (when.month, when.day) if language == "en-US" else (when.day, when.month)
    return f"{first}/{second}/{when.year}"


def _printed(group: Sequence[Question], value: Value, language: str) -> Said:
    first = group[0]
    if first.kind == "date":
        return day(str(value), language)
    if first.kind == "text":
        return str(value)
    words = {str(each): label for label, each in reversed(list((first.choices or {}).items()))}
    words |= {str(one.value): str(one.column) for one in reversed(group) if one.kind == "mark"}
    return [words[one] for one in value] if isinstance(value, tuple) else words[str(value)]
