"""The completed copies of `fit-checklist.pdf`."""

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.fit_checklist import QUESTIONS, blank, drawn
from examples.build.adopted.written_over import (
    CROSS,
    TICK,
    Over,
    annotated,
    printed_again,
    ringed,
    scanned,
    sticky,
    typed,
)

MESA: dict[str, Answer] = {
    "agency": "Mesa Vista Early Learning",
    "name": "Ana Ruiz",
    "date": "9/16/2026",
    "post": "Director",
    "practice": "Embedded instruction in routines",
    "help": "Two training days, then a coach each month",
    "cost": "4,200",
    "goals": "5",
    "families": "4",
    "needs": "5",
    "license": "?",
    "budget": "3",
    "other": "2",
    "lessons": "4",
    "goals.note": "same as our plan",
    "other.note": "new curriculum",
    "hours": "Partly",
    "pace": "No",
    "tongue": "Yes",
    "trust": "Yes",
    "advice": "Start after the help has been changed",
    "change": "Fewer training days at once.\nAna talks to the network.",
    "again": "12/4/2026",
    "signed": "Ana Ruiz",
    "signed.date": "9/17/2026",
}
PINON: dict[str, Answer] = {
    "agency": "Piñon Street Head Start",
    "name": "T. Begay",
    "date": "Sept 21 2026",
    "post": "Teacher",
    "practice": "Pyramid practices",
    "help": "videos",
    "goals": "4",
    "families": "5",
    "needs": "5",
    "license": "4",
    "budget": "1",
    "other": "3",
    "goals.note": "TB",
    "budget.note": "no money",
    "hours": "Yes",
    "pace": "Partly",
    "tongue": "No",
    "trust": "Yes",
    "advice": "Start",
    "change": "nothing",
    "signed": "T. Begay",
    "signed.date": "9/21",
}
SAGE: dict[str, Answer] = {
    "agency": "Sage Creek Cooperative",
    "name": "Lou Hatch",
    "date": "10/2/26",
    "post": "Parent",
    "practice": "Shared book reading",
    "help": "a coach, every other week",
    "goals": "3",
    "families": None,
    "needs": None,
    "license": "5",
    "budget": None,
    "other": "4",
    "lessons": "2",
    "lessons.note": "or 3 in May",
    "hours": "Yes",
    "pace": None,
    "tongue": "Partly",
    "trust": None,
    "advice": "Put it off until we know more",
    "change": "Ask the parents again.",
    "again": "in the spring",
}
SAGE_UNSURE = {
    "families": "Two numbers are marked.",
    "needs": "The mark is on the line between 3 and 4.",
    "budget": "“2?” is typed among the comments, and no number is marked.",
    "budget.note": "“2?” may be a rating.",
    "lessons": "2 is marked, the comment says “or 3 in May”.",
    "pace": "A check stands behind the statement, in no box.",
    "trust": "Yes is checked and crossed out, No has a faint dot.",
    "license": "A note beside it says that it was somebody else's mark.",
}


def _mesa() -> bytes:
    """Typed over the page with marks of one kind."""
    form, places = drawn()
    over = Over(places, 2)
    for key in ("agency", "name", "date", "practice", "help", "cost", "again", "signed", "signed.date"):
        over.words(key, str(MESA[key]))
    over.mark("post=Director")
    for key in ("goals", "families", "needs", "license", "budget", "other", "lessons"):
        over.mark(f"{key}={MESA[key]}")
    for key in ("goals.note", "other.note"):
        over.words(key, str(MESA[key]), size=8, dy=5)
    for key in ("hours", "pace", "tongue", "trust"):
        over.mark(f"{key}={MESA[key]}", TICK, size=12)
    over.mark(f"advice={MESA['advice']}", "X")
    for number, line in enumerate(str(MESA["change"]).split("\n"), start=1):
        over.words(f"change.{number}", line)
    return over.on(form)


def _pinon() -> bytes:
    """Filled out with a pen: crosses of two strokes, rings, dingbats; initials for a mark."""
    form, places = drawn()
    over = Over(places, 2)
    hand = "Times-Italic"
    for key in ("agency", "name", "date", "practice", "help"):
        over.words(key, str(PINON[key]), font=hand, size=12)
    over.ring("post:Teacher")
    for key in ("goals", "families"):
        over.strokes(f"{key}={PINON[key]}", size=11)
    over.mark("needs=5", TICK, size=13)
    over.mark("license=4", CROSS, size=12)
    over.mark("budget=1", "x")
    over.words("other=3", "TB", size=10, dx=5, dy=5, font=hand)
    over.words("goals.note", "TB", font=hand, dy=5)
    over.words("budget.note", "no money", font=hand, size=10, dy=5)
    over.strokes("hours=Yes")
    over.mark("pace=Partly", CROSS, size=11)
    over.strokes("tongue=No", dx=1.5, dy=1)
    over.mark("trust=Yes", TICK, size=14, dx=2, dy=2)
    over.ring("advice:Start", wider=4)
    over.words("change.1", "nothing", font=hand, size=12, dx=60)
    over.words("signed", "T. Begay", font=hand, size=16)
    over.words("signed.date", "9/21", font=hand, size=12)
    return over.on(form)


def _sage() -> bytes:
    """Filled out with the tools of a PDF viewer, and marks that leave a question."""
    form, places = drawn()
    over = Over(places, 2)
    over.mark("families=4")
    over.mark("families=5")
    over.mark("needs=3", dx=12)
    over.words("pace?", "X", dx=190)
    over.mark("trust=Yes", "X")
    over.strike("trust=Yes")
    over.mark("trust=No", ".", size=9)
    notes = (
        *((key, typed(str(SAGE[key]), dx=2)) for key in ("agency", "name", "date", "practice", "help", "again")),
        ("post=Parent", typed("X", dx=-1, dy=-3)),
        *((f"{key}={SAGE[key]}", typed("X", dx=6, dy=4)) for key in ("goals", "license", "other")),
        ("lessons=2", ringed(wider=-4)),
        ("lessons.note", typed("or 3 in May", dy=3)),
        ("budget.note", typed("2?", dy=3)),
        ("license.note", sticky("This one is Pat's, I was not there.")),
        ("hours=Yes", typed("x", dx=0, dy=-3)),
        ("tongue=Partly", ringed(wider=3)),
        ("advice:Put it off until we know more", ringed(wider=6)),
        ("change.1", typed("Ask the parents again.")),
    )
    return annotated(over.on(form), places, notes)


FIT_CHECKLIST = Form(
    name="fit-checklist",
    ending="pdf",
    practice="fit",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="fit-checklist-mesa.pdf", make=_mesa, answers=MESA),
        Copy(name="fit-checklist-mesa-printed.pdf", make=lambda: printed_again(_mesa()), answers=MESA),
        Copy(name="fit-checklist-mesa-scanned.pdf", make=lambda: scanned(_mesa()), answers=MESA),
        Copy(name="fit-checklist-pinon.pdf", make=_pinon, answers=PINON),
        Copy(name="fit-checklist-sage.pdf", make=_sage, answers=SAGE, unsure=SAGE_UNSURE),
    ),
)
