"""Every answer of every form is in the plan: filled in, returned, read, added up and looked for in the Word file."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from planwright.instruments import Instrument, Instruments, Item, Kind, Row, Table
from planwright.model import Value
from planwright.plans.words import value_words
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace, plan_of, read_inbox
from tests.plan_text import lines_of

PEOPLE = 5  # as many as the instruments of individuals need for a figure
SIGNED = "Zoltan Signatory"

# What the plan says in another way than answer by answer, and why.
SUMMED_UP = {
    "readiness": ("statements.",),  # as two factors; no single statement, which a few blanks would give away
    "decision-making": ("weights.", "options."),  # as the order they come to
}


class Filled:
    """Answers to one instrument, each recognisable as far as its kind allows, every rule kept."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.answers: dict[str, Value] = {}
        self._number = 0
        for section in instrument.sections[1:]:
            for child in section.children:
                self._fill(child, ())
        self._keep_rules()

    def _fill(self, child: Item | Row | Table, rows: tuple[int, ...]) -> None:
        match child:
            case Item():
                self.answers[child.at(rows)] = self._value(child, rows)
            case Row():
                for item in child.items:
                    self._fill(item, rows)
            case Table():
                for number in range(1, child.blank_rows + 1):
                    for column in child.columns:
                        self._fill(column, (*rows, number))

    def _value(self, item: Item, rows: tuple[int, ...]) -> Value:  # noqa: PLR0911 - one for each kind
        self._number += 1
        marked = [choice.value for choice in item.choices if choice.value != "na"]
        match item.kind:
            case Kind.TEXT | Kind.LONG_TEXT:
                return f"«{item.at(rows)}»"
            case Kind.SIGNATURE:
                return SIGNED
            case Kind.DATE:
                return "2026-10-01"
            case Kind.SOME_OF:
                return (str(marked[-1]),)
            case Kind.ROLE:
                return ("A",) if item.id == "director" else ("C", "I")[self._number % 2 :][:1]
            case Kind.YES_NO:
                return "no"
            case Kind.INTEGER | Kind.DECIMAL:
                return int(item.low or 0) + self._number % int((item.high or 900) - (item.low or 0))
            case Kind.RATING | Kind.ONE_OF:
                return marked[self._number % len(marked)]
        return None

    def _keep_rules(self) -> None:
        dates = [path for path in self.answers if self.instrument.item_of(path).kind is Kind.DATE]
        for day, path in enumerate(sorted(dates, key=_start_first)):
            self.answers[path] = (date(2026, 10, 1) + timedelta(days=day)).isoformat()
        for rule in self.instrument.rules:
            paths = [path for path in self.answers if path.startswith(str(rule.get("items", "?")).removesuffix("*"))]
            if rule["rule"] == "distinct":
                self.answers |= {path: place for place, path in enumerate(paths, start=1)}
            if rule["rule"] == "total":
                shares = [rule["total"], *[0] * (len(paths) - 1)] if rule["total"] != 1 else [0.4, 0.3, 0.2, 0.1]
                self.answers |= dict(zip(paths, shares, strict=True))


def _start_first(path: str) -> tuple[bool, str]:
    return path.endswith(("due", "end", "last")), path


@pytest.fixture(scope="module")
def filled(instruments: Instruments) -> dict[str, Filled]:
    return {one.practice: Filled(one) for one in instruments.newest()}


@pytest.fixture(scope="module")
def plan(
    filled: dict[str, Filled], instruments: Instruments, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    workspace = new_workspace(tmp_path_factory.mktemp("every") / "center")
    returned = 0
    for practice, one in filled.items():
        people = PEOPLE if practice in ("readiness", "decision-making") else 1
        basis = {"identity.basis": "consensus"} if practice == "needs-assessment" else {}
        for person in range(people):
            form = completed(one.instrument, {**one.answers, **basis}, name=f"Yolanda Respondent {person}")
            (workspace.inbox / f"{practice}-{person}.docx").write_bytes(form)
            returned += 1
    assert read_inbox(workspace) == {"accepted": returned}, problems_of(workspace)
    return plan_of(workspace, instruments).path


def problems_of(workspace: Workspace) -> str:
    return "\n".join(path.read_text() for path in workspace.folder.rglob("*.problems.txt"))


@pytest.fixture(scope="module")
def lines(plan: Path) -> list[str]:
    return lines_of(plan)


@pytest.mark.parametrize("practice", [
    "needs-assessment", "decision-making", "visioning", "readiness", "capacity", "objectives-goals",
    "intervention-practices", "fit", "logic-model", "ta-resources", "staff-roles",
])  # fmt: skip
def test_every_answer_is_in_the_plan_beside_its_question(filled: dict[str, Filled], lines: list[str], practice: str):
    one = filled[practice]
    lost = []
    for path, value in one.answers.items():
        item = one.instrument.item_of(path)
        assert item is not None
        if path.startswith(SUMMED_UP.get(practice, ())) or value is None:
            continue
        words, beside = said(one, item, path, value)
        if not any(words in line and beside in line for line in lines):
            lost.append(f"{path}: {words!r} beside {beside!r}")
    assert lost == []


def said(one: Filled, item: Item, path: str, value: Value) -> tuple[str, str]:
    """The words of an answer, and what stands in its line to tell it from the same answer elsewhere."""
    words = "signed" if item.kind is Kind.SIGNATURE else value_words(item, value)
    if item.kind is Kind.VOTES:
        words = str(int(str(value)) * PEOPLE)
    if item.aggregate == "percent-at-top":
        words = f"{100 if value == item.choices[-1].value else 0}% answered “{item.choices[-1].label}”"
    if item.plan in ("goals.need", "goals.measure", "goals.objective", "goals.by"):  # each in a line of its own
        return words, ""
    if item.plan == "signatures" and item.kind is Kind.DATE:
        return words, "signed"
    if item.tables:  # the first text of its row
        row = path.rpartition(".")[0]
        return words, next(str(one.answers[other]) for other in one.answers if other.startswith(f"{row}."))
    if item.plan == "vision.checks" or (item.plan or "").startswith(("logic-model.", "vision.statement")):
        return (item.question if item.kind is Kind.YES_NO else words), ""
    for section in one.instrument.sections:
        for child in section.children:
            if isinstance(child, Row) and item in child.items:
                plain = section.plan == "needs"
                return (str(value) if plain else words), child.title
    return words, item.question


def test_no_item_is_left_out_but_those_that_are_summed_up(instruments: Instruments):
    """What has no place in the plan is asked for nothing."""
    for instrument in instruments.newest():
        fed = set()
        for section in instrument.sections:
            for child in section.children:
                inner = child.items if isinstance(child, Row) else [child]
                fed |= {one.path for one in inner if section.plan or child.plan or getattr(one, "plan", None)}
        for item in instrument.items.values():
            placed = item.plan or any(item.path == one or item.path.startswith(f"{one}.") for one in fed)
            summed_up = item.path.startswith(("identity.", *SUMMED_UP.get(instrument.practice, ())))
            assert placed or summed_up, f"{instrument.practice}: {item.path}"


def test_no_respondent_and_no_signatory_is_named_in_plan_summary_or_ledger(plan: Path):
    workspace = plan.parents[3]
    looked = [*plan.parent.iterdir(), workspace / "ledger.sqlite", *workspace.glob("ledger.sqlite-wal")]
    assert len(looked) >= 4
    for file in looked:
        data = file.read_bytes()
        if file.suffix == ".docx":
            data = "\n".join(one.text or "" for one in docx.Document(str(file)).element.body.iter(qn("w:t"))).encode()
        assert b"Yolanda" not in data, file
        assert b"Zoltan" not in data, file
