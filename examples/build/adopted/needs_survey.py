"""`needs-survey.docx`: a Word form with content controls, of which half have a name."""

from examples.build.adopted.asked import Question, choice, day, marks, text
from examples.build.adopted.edit import Edited
from examples.build.adopted.fields import PROMPTS, box, control, glossary, rich
from examples.build.adopted.ooxml import (
    OFFICE,
    PLACEHOLDER,
    SMALL,
    STRONG,
    cell,
    document,
    foot,
    letterhead,
    package,
    para,
    row,
    run,
    table,
)

NAME = "Blue Heron Regional Office of Early Childhood"
TITLE = "Annual Program Needs Survey"
COLOUR = "1F5C57"
PALE = "E3EFED"
POSITIONS = {
    "Site director": "director",
    "Lead teacher": "teacher",
    "Teaching assistant": "teacher",
    "Coach or mentor": "coach",
    "Therapist": "specialist",
    "Parent or guardian": "family-partner",
    "Other": "other",
}
COUNTIES = ("Alder", "Bayard", "Fenwick", "Marsh", "Tolland")
SPEAK = {"myself only": "individual", "our whole team, after talking it over": "consensus"}
MONTHLY = {"Yes": "yes", "No": "no", "Not applicable": "na"}
OFTEN = {"1 Never": "1", "2 Seldom": "2", "3 Sometimes": "3", "4 Mostly": "4", "5 Always": "5", "N/A": "na"}
NOW, NEXT = "Where are we now?", "Where should we be by next June?"
SEEN: tuple[tuple[str, str, str | None], ...] = (
    ("families", "Parents and staff set a child's goals together", "needs.n07"),
    ("routines", "Activities are planned so that all children can join in", "needs.n01"),
    ("plans", "Goals from the IFSP or IEP are practiced during play, meals and other daily activities", "needs.n02"),
    ("outdoors", "Children are outdoors for at least an hour a day", None),
    ("rules", "Adults teach children a small number of shared rules", "needs.n04"),
    ("unsafe", "Everyone knows the first step when a child is in danger of hurting someone", "needs.n06"),
    ("therapy", "Therapists work with children in the classroom", "needs.n10"),
    ("progress", "Each child's progress is written down and looked at every month", "needs.n11"),
    ("meals", "Meals are served family style", None),
    ("newcomers", "New staff have someone at their side for the first months", "needs.n13"),
)
HURDLES: dict[str, str | None] = {
    "Not enough paid planning time": "time",
    "Open positions, staff leaving": "posts",
    "Workshops without any follow-up": "training",
    "Not enough money": None,
    "We are not told clearly what is expected": "guidance",
    "Paperwork and regulations": "rules",
    "We lack staff who speak the families' languages": "languages",
    "Other": "other",
}
AREAS = (
    ("rank.behavior", "Children's behavior and feelings", "priorities.behavior"),
    ("rank.teaching", "Teaching within daily routines", "priorities.teaching"),
    ("rank.staff", "Supporting our staff", "priorities.staff"),
    ("rank.families", "Working with families", "priorities.families"),
    ("rank.teaming", "Working as one team", "priorities.teaming"),
)
RANKS = {str(rank): str(rank) for rank in range(1, 6)}
SIZE = (
    ("rooms", "Classrooms this survey is about", "program.classrooms", "Number", ""),
    ("children", "Children enrolled in them", "program.children", "Number", ""),
    ("plan", "Children with an IFSP or IEP", "program.supported", "Number", ""),
    ("waiting", "Children on your waiting list", None, "Number", "waitlist"),
)
WORDS = (
    ("strength", "What is your program proud of that others could learn from?", "more.strength"),
    ("training", "What training or coaching have you had in the past two years, and did it help?", "more.help"),
    ("fear", "What concerns you most when you think of next year?", "more.concern"),
    ("wish", "What would you like our office to offer?", None),
)
CONTACT = ("Yes", "No")


def _questions() -> tuple[Question, ...]:
    seen: list[Question] = []
    for key, label, item in SEEN:
        often = OFTEN if item else dict.fromkeys(OFTEN)
        seen += choice(f"{key}.now", NOW, item and f"{item}.current", often, row=label, column=NOW)
        seen += choice(f"{key}.next", NEXT, item and f"{item}.desired", often, row=label, column=NEXT)
    return (
        *text("agency", "Program name", "identity.agency"),
        *choice("county", "County", None, dict.fromkeys(COUNTIES)),
        *text("name", "Person completing this survey", "identity.name"),
        *choice("position", "Position", "identity.role", POSITIONS),
        *day("date", "Today's date", "identity.completed"),
        *text("contact", "Phone or e-mail", None),
        *marks("basis", "I am answering for", "identity.basis", SPEAK),
        *(one for key, label, item, _, _ in SIZE for one in text(key, label, item)),
        *choice(
            "coached",
            "Did a coach observe you and talk with you about it in each of the last three months?",
            "program.coached",
            MONTHLY,
        ),
        *seen,
        *marks(
            "hurdle",
            "What gets in the way of doing better? Check no more than two.",
            "program.barriers",
            HURDLES,
            several=True,
        ),
        *text("hurdle.other", "Other", "program.barriers-other"),
        *(one for key, label, item in AREAS for one in choice(key, label, item, RANKS)),
        *(one for key, label, item in WORDS for one in text(key, label, item)),
        *marks("contact-me", "May we contact you about your answers?", None, dict.fromkeys(CONTACT)),
    )


QUESTIONS = _questions()


def keyed() -> str:
    """The main part with the key of each question at its place."""
    return document(
        para(TITLE, style="Title")
        + para(
            "Your answers decide where our coaches go next year. Click in each gray field; use Tab to move on. The "
            "survey takes about twenty minutes. Save it and e-mail it to survey@blueheron.example by September 30.",
            style="Instructions",
        )
        + para("A.  About you and your program", style="Heading1")
        + _about()
        + para("B.  How many?", style="Heading1")
        + _size()
        + para("C.  What do we see from day to day?", style="Heading1")
        + para("Choose from the list in both columns.", style="Instructions", properties="<w:keepNext/>")
        + _seen()
        + para("D.  What gets in the way of doing better? Check no more than two.", style="Heading1")
        + _hurdles()
        + para("E.  Which area should come first?", style="Heading1")
        + para("Number the areas from 1 (first) to 5 (last). Use each number once.", style="Instructions")
        + _areas()
        + para("F.  In your own words", style="Heading1")
        + "".join(_words(key, label) for key, label, _ in WORDS)
        + para(
            run("May we contact you about your answers?   "),
            box("contact-me=Yes", title="Check box"),
            run(" Yes     "),
            box("contact-me=No", title="Check box"),
            run(" No"),
            style="Line",
            properties='<w:spacing w:before="240"/>',
        ),
        key="all",
    )


def _about() -> str:
    asked = (
        ("Program name", control("agency", title="Program name", tag="programName")),
        ("County", control("county", kind="list", title="County", choices=COUNTIES)),
        ("Person completing this survey", control("name")),
        ("Position", control("position", kind="list", tag="position", choices=tuple(POSITIONS))),
        ("Today's date", control("date", kind="date", title="Date")),
        ("Phone or e-mail", control("contact", title="Contact", tag="contact")),
    )
    mine, ours = SPEAK
    speak = (
        para(box(f"basis={mine}", title="Check box"), run(f" {mine}")),
        para(box(f"basis={ours}", title="Check box"), run(f" {ours}")),
    )
    rows = [
        row(cell(para(run(said, STRONG)), width=3300, shade=PALE), cell(para(held), width=6780)) for said, held in asked
    ]
    return table(
        (3300, 6780),
        *rows,
        row(cell(para(run("I am answering for", STRONG)), width=3300, shade=PALE), cell(*speak, width=6780)),
    )


def _size() -> str:
    rows = [
        row(cell(label, width=7680), cell(para(control(key, title=title, tag=tag)), width=2400))
        for key, label, _, title, tag in SIZE
    ]
    asked = "Did a coach observe you and talk with you about it in each of the last three months?"
    listed = para(control("coached", kind="list", choices=tuple(MONTHLY)))
    return table((7680, 2400), *rows, row(cell(asked, width=7680), cell(listed, width=2400)))


def _seen() -> str:
    widths = (5280, 2400, 2400)
    head = row(
        *(
            cell(para(run(said, STRONG + SMALL)), width=width, shade=PALE)
            for said, width in zip(("In our program …", NOW, NEXT), widths, strict=True)
        ),
        heading=True,
    )
    rows = []
    for number, (key, label, _) in enumerate(SEEN):
        tag = f"now_{number + 1}" if number < 4 else ""  # the rest was copied, and the tags taken out
        now = control(f"{key}.now", kind="list", title="Now", tag=tag, choices=tuple(OFTEN))
        goal = control(f"{key}.next", kind="list", title="Goal", choices=tuple(OFTEN))
        rows.append(row(cell(label, width=5280), cell(para(now), width=2400), cell(para(goal), width=2400)))
    return table(widths, head, *rows)


def _hurdles() -> str:
    boxes = [
        para(
            box(f"hurdle={said}", tag=f"hurdle{number}" if number < 3 else ""),
            run(f"  {said}" + (", please say: " if said == "Other" else "")),
            *([control("hurdle.other", title="Other")] if said == "Other" else []),
        )
        for number, said in enumerate(HURDLES)
    ]
    return table((5040, 5040), row(cell(*boxes[:4], width=5040), cell(*boxes[4:], width=5040)), ruled=False)


def _areas() -> str:
    rows = [
        row(
            cell(para(control(key, kind="list", title="Rank", choices=tuple(RANKS))), width=2200),
            cell(label, width=7880),
        )
        for key, label, _ in AREAS
    ]
    return table((2200, 7880), *rows)


def _words(key: str, label: str) -> str:
    prompt = para(run(PROMPTS["text"], PLACEHOLDER))
    title = "" if key == "wish" else "Comments"
    asked = para(run(label, STRONG), style="Line", properties="<w:keepNext/>", key=f"{key}?")
    return asked + rich(key, prompt, title=title, tag="wish" if key == "wish" else "")


def wrapped(form: Edited) -> bytes:
    """The Word file of this form as it is now."""
    prompts = {"word/glossary/document.xml": ("glossaryDocument", f"{OFFICE}.document.glossary+xml", glossary())}
    return package(
        form.xml(),
        header=letterhead(NAME, "77 Levee Road, Heron Landing  ·  (555) 010-0177", COLOUR),
        footer=foot("BH Form 12-B  ·  Summer 2026"),
        colour=COLOUR,
        more={**prompts, **form.parts()},
        title=TITLE,
    )


def blank() -> bytes:
    """The form as it is sent out."""
    return wrapped(Edited(keyed()))
