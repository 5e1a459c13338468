"""The completed copies of `goals-plan.pdf`."""

from functools import cache

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.entered import with_pikepdf, with_pypdf
from examples.build.adopted.goals_plan import AREAS, FUNDS, NAMES, QUESTIONS, YES_NO, blank, drawn
from examples.build.adopted.written_over import Over, annotated, printed_again, ringed, sticky, typed

STEP = "Plan.Goal{}.Step{}.{}"
HARROW: dict[str, Answer] = {
    "agency": "Harrow Lane Early Learning",
    "number": "0417",
    "by": "Ana Ruiz",
    "date": "9/18/2026",
    "from": "10/1/2026",
    "to": "6/30/2027",
    "team": "Ana Ruiz (director), Tom Becker (coach), L. Grant (parent)",
    "families": "Yes",
    "funds": ["Preschool grant", "Local funds"],
    "goal1.area": "Inclusion",
    "goal1.goal": "Every child with an IEP takes part in all routines of the day.",
    "goal1.need": "Children leave the room for therapy",
    "goal1.measure": "Checklist, four rooms, each month",
    "goal1.aim": "Two rooms use the checklist",
    "goal1.by": "12/18/2026",
    "Plan.Goal1.Step1.What": "Train two rooms",
    "Plan.Goal1.Step1.Who": "Tom",
    "Plan.Goal1.Step1.Begin": "10/5/2026",
    "Plan.Goal1.Step1.Finish": "10/30/2026",
    "Plan.Goal1.Step1.Help": "substitutes",
    "Plan.Goal1.Step1.Status": "In progress",
    "Plan.Goal1.Step2.What": "Coach visits each week",
    "Plan.Goal1.Step2.Who": "Tom",
    "Plan.Goal1.Step2.Begin": "11/2/2026",
    "Plan.Goal1.Step2.Finish": "12/18/2026",
    "Plan.Goal1.Step2.Status": "Not begun",
    "goal2.area": "Family partnership",
    "goal2.goal": "Families choose goals with us.",
    "goal2.need": "Survey, item 7",
    "goal2.measure": "Signed goal sheets",
    "goal2.aim": "New goal sheet in use",
    "goal2.by": "1/29/2027",
    "Plan.Goal2.Step1.What": "Draft a sheet",
    "Plan.Goal2.Step1.Who": "L. Grant",
    "Plan.Goal2.Step1.Finish": "11/20/2026",
    "Plan.Goal2.Step1.Status": "On hold",
    "first": "1/15/2027",
    "last": "6/15/2027",
    "how": "The whole team. Checklists and goal sheets.",
    "director": "Ana Ruiz",
    "director.date": "9/18/2026",
    "parent": "L. Grant",
    "parent.date": "9/21/2026",
}
LARKSPUR: dict[str, Answer] = {
    "agency": "Larkspur Infant & Toddler Center",
    "by": "W. Li",
    "date": "Sept 22, 2026",
    "from": "10/2026",
    "to": "9/2027",
    "team": "W. Li\nfour teachers\ntwo mothers",
    "families": "No",
    "funds": ["None needed"],
    "goal1.goal": "Staff have an hour a week to plan together.",
    "goal1.need": "no paid planning time",
    "goal1.aim": "Schedule agreed",
    "goal1.by": "by Thanksgiving",
    "Plan.Goal1.Step1.What": "Ask the board",
    "Plan.Goal1.Step1.Who": "W. Li",
    "Plan.Goal1.Step1.Finish": "10/12/26",
    "Plan.Goal1.Step1.Status": "Completed",
    "Plan.Goal1.Step3.What": "Tell families",
    "Plan.Goal1.Step3.Who": "all",
    "first": "2/1/2027",
    "how": "We do.",
    "director": "Wen Li",
}
OSAGE: dict[str, Answer] = {
    "agency": "Osage Bend Preschool",
    "by": "R. Tallchief",
    "date": "9/25/26",
    "from": "10/1/26",
    "to": "all of 2026-27",
    "team": "teachers and the parent council",
    "families": "Yes",
    "funds": ["Part C", "Local funds"],
    "goal1.area": "Behavior support",
    "goal1.goal": "All rooms teach the same three expectations.",
    "goal1.measure": "walk-through",
    "goal1.aim": "Posters up",
    "goal1.by": "10/30/26",
    "Plan.Goal1.Step1.What": "Choose the words",
    "Plan.Goal1.Step1.Who": "RT + JB",
    "Plan.Goal1.Step1.Status": None,
    "Plan.Goal1.Step2.What": "Make posters",
    "Plan.Goal1.Step2.Who": "JB",
    "Plan.Goal1.Step2.Finish": "Oct.",
    "director": "R. Tallchief",
    "director.date": "9/25/26",
}
OSAGE_UNSURE = {
    "Plan.Goal1.Step1.Status": "“started, on hold” is typed where one state is asked for.",
    "goal1.measure": "A note on it asks whether this is enough.",
}


def _entries(answers: dict[str, Answer]) -> dict[str, str]:
    """What is entered, by the full names of the fields."""
    goals = {"goal": 8, "need": 9, "measure": 10, "aim": 11, "by": 12}
    names = {f"goal{goal}.{key}": f"Text Field {at + 12 * (goal - 1)}" for goal in (1, 2) for key, at in goals.items()}
    names |= {"goal1.area": "Dropdown 1", "goal2.area": "Dropdown 2", **NAMES}
    entered: dict[str, str] = {}
    for key, answer in answers.items():
        if isinstance(answer, list):
            entered |= {f"Check Box {FUNDS.index(one) + 1}": "/Yes" for one in answer}
        elif key == "families":
            entered[NAMES[key]] = f"/Choice{list(YES_NO).index(str(answer)) + 1}"
        elif answer is not None:
            entered[names.get(key, key)] = answer
    return entered


@cache
def _harrow() -> bytes:
    return with_pypdf(blank(), _entries(HARROW))


def _osage() -> bytes:
    """Three of the fields used, the rest typed over the page or put on it with a viewer's text tool."""
    form, places = drawn()
    used = ("agency", "by", "from")
    entered = with_pikepdf(form, _entries({key: OSAGE[key] for key in used}), anew=False)
    over = Over(places, 2)
    over.words("date", "9/25/26")
    over.words("to", "all of 2026-27")
    over.words("team", "teachers and the parent council")
    over.strokes("funds=Part C")
    over.mark("funds=Local funds", "X")
    over.words("goal1.area", AREAS[1])
    over.words("goal1.goal", "All rooms teach the same three expectations.")
    over.words("goal1.measure", "walk-through")
    over.words("Plan.Goal1.Step1.What", "Choose the words", size=8)
    over.words("Plan.Goal1.Step1.Who", "RT + JB", size=8)
    over.words("Plan.Goal1.Step1.Status", "started, on hold", size=7, dx=1)
    over.words("director", "R. Tallchief", font="Times-Italic", size=13)
    over.words("director.date", "9/25/26")
    notes = (
        ("goal1.aim", typed("Posters up")),
        ("goal1.by", typed("10/30/26")),
        ("Plan.Goal1.Step2.What", typed("Make posters")),
        ("Plan.Goal1.Step2.Who", typed("JB")),
        ("Plan.Goal1.Step2.Finish", typed("Oct.")),
        ("families=Yes", ringed(wider=12, dx=9)),
        ("goal1.measure", sticky("Is a walk-through enough?")),
    )
    return annotated(over.on(entered), places, notes)


GOALS_PLAN = Form(
    name="goals-plan",
    ending="pdf",
    practice="objectives-goals",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="goals-plan-harrow.pdf", make=_harrow, answers=HARROW),
        Copy(name="goals-plan-harrow-printed.pdf", make=lambda: printed_again(_harrow()), answers=HARROW),
        Copy(name="goals-plan-larkspur.pdf", make=lambda: with_pikepdf(blank(), _entries(LARKSPUR)), answers=LARKSPUR),
        Copy(name="goals-plan-osage.pdf", make=_osage, answers=OSAGE, unsure=OSAGE_UNSURE),
    ),
)
