"""What each section of a plan says, in words ready to print. A template's placeholders are the names in this file.

A field that is text is never empty: where nothing was given it says “not provided”, and where too few gave it, that it
is withheld and why. A list may be empty; the template says then what stands in its place.
"""

from dataclasses import dataclass
from datetime import date

from planwright.plans.charts import Chart

NOT_PROVIDED = "not provided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One instrument as it was answered: how many forms on which basis, when, and what of it is not shown."""

    title: str
    answers: str
    completed: str
    withheld: str
    documents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Forms of one practice that came back and are not counted, since a person must look at them first.

    `counted` says how many others of them are.
    """

    title: str
    forms: str
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question and what was answered to it; `source` says by how many, on which instrument."""

    question: str
    source: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One practice, where it stands and where it should: `place` counts from the largest gap."""

    place: str
    title: str
    current: str
    desired: str
    gap: str
    importance: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The gaps of one instrument, largest first; `unshown` says which rows have no gap to show, and why.

    `importance` says what the importance is the answer to, and is empty where none is asked; `undrawn` says which rows
    of the table the chart has no room for, and is empty where it has.
    """

    title: str
    source: str
    scale: str
    importance: str
    chart: Chart
    undrawn: str
    rows: tuple[Need, ...]
    unshown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rating or score in words, what was noted beside it, and how many answers it rests on."""

    title: str
    value: str
    note: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The ratings of one instrument for one purpose, in the order of the form, its scores last.

    `undrawn` says which of them the chart does not show, and why; it is empty where the chart shows all or none.
    """

    title: str
    source: str
    scale: str
    chart: Chart
    undrawn: str
    rows: tuple[Rating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One option in its place; equals share a place."""

    place: str
    title: str
    value: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Options in an order, with what the order goes by; `unshown` says which have no place, and why.

    `note` says what went into the order; it is empty where nothing but the answers did.
    """

    title: str
    source: str
    by: str
    note: str
    rows: tuple[Ranked, ...]
    unshown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision:
    """What the program would look like; `unsettled` are the checks answered with no."""

    statements: tuple[str, ...]
    detail: tuple[Answered, ...]
    checks: str
    unsettled: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: who does it, when, with what, how it will be known to be done, and how it stands."""

    number: str
    step: str
    who: str
    start: str
    due: str
    resources: str
    evidence: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One objective of a goal, and its steps."""

    number: str
    objective: str
    by: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal, the need it answers, how it is measured, and its objectives."""

    number: str
    goal: str
    need: str
    measure: str
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice chosen to bring the change about."""

    name: str
    outcome: str
    evidence: str
    setting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicModel:
    """The columns of the logic model, with what surrounds them; each holds at least “not provided”."""

    situation: tuple[str, ...]
    inputs: tuple[str, ...]
    practices: tuple[str, ...]
    activities: tuple[str, ...]
    outputs: tuple[str, ...]
    outcomes_short: tuple[str, ...]
    outcomes_long: tuple[str, ...]
    assumptions: tuple[str, ...]
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task and what each role does in it, in the order of the grid's columns."""

    task: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does what: tasks × roles, with what the letters mean."""

    source: str
    key: str
    columns: tuple[str, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, their role, how enacting it contributes to the change, and the time it takes."""

    name: str
    role: str
    contribution: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One technical assistance resource made available to staff."""

    resource: str
    kind: str
    provider: str
    purpose: str
    amount: str
    start: str
    end: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature the forms ask for: by whom, whether it was given, and on which day."""

    form: str
    by: str
    signed: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Two ratings that answer different questions and are never added together."""

    practice: tuple[Ratings, ...]
    ta: tuple[Ratings, ...]
    recommendation: tuple[Answered, ...]
    notes: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What stands where a part of the plan has nothing to show, in words.

    It is withheld, or not provided, or not provided yet: a form that would fill it waits for a person.
    """

    setting: str
    needs: str
    readiness: str
    capacity: str
    strengths: str
    concerns: str
    team: str
    vision: str
    priorities: str
    reasons: str
    goals: str
    practices: str
    fit: str
    logic_model: str
    roles: str
    people: str
    resources: str
    evaluation: str
    sustainability: str
    review: str
    signatures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """Everything a plan says. `nothing` is the word for what is empty; the dates are written out.

    `program`, `uncounted` and `provisional` are empty where there is nothing to say.
    """

    title: str
    center: str
    agency: str
    program: str
    round: str
    prepared: str
    based_on: str
    uncounted: str
    provisional: str
    language: str
    prepared_on: date
    nothing: str
    assessments: tuple[Assessment, ...]
    waiting: tuple[Waiting, ...]
    not_returned: tuple[str, ...]
    team: tuple[Answered, ...]
    setting: tuple[Answered, ...]
    needs: tuple[Needs, ...]
    strengths: tuple[Answered, ...]
    concerns: tuple[Answered, ...]
    readiness: tuple[Ratings, ...]
    readiness_comments: tuple[Answered, ...]
    capacity: tuple[Ratings, ...]
    capacity_elements: tuple[Ratings, ...]
    capacity_comments: tuple[Answered, ...]
    vision: Vision
    rankings: tuple[Ranking, ...]
    reasons: tuple[Answered, ...]
    priorities_detail: tuple[Answered, ...]
    goals_detail: tuple[Answered, ...]
    goals: tuple[Goal, ...]
    practices: tuple[Practice, ...]
    practices_detail: tuple[Answered, ...]
    fit: Fit
    logic_model: LogicModel
    logic_checks: tuple[Answered, ...]
    roles: tuple[Roles, ...]
    people: tuple[Person, ...]
    resources: tuple[Resource, ...]
    resources_detail: tuple[Answered, ...]
    empty: Empty
    evaluation: tuple[Answered, ...]
    sustainability: tuple[Answered, ...]
    review_dates: tuple[Answered, ...]
    review_how: tuple[Answered, ...]
    signatures: tuple[Signature, ...]
