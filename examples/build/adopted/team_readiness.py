"""`team-readiness.docx`: a protected Word form with the older form fields, named as Word names them."""

from examples.build.adopted.asked import Question, choice, day, marks, text
from examples.build.adopted.edit import Edited
from examples.build.adopted.fields import box_field, list_field, text_field
from examples.build.adopted.ooxml import (
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

NAME = "Tri-Rivers Cooperative Service Unit"
TITLE = "Staff Readiness Inventory"
COLOUR = "7A3B12"
PALE = "F3E9E1"
JOBS: dict[str, str | None] = {
    "Lead teacher": "teacher",
    "Assistant teacher": "teacher",
    "Home visitor": None,
    "Therapist": "specialist",
    "Coach": "coach",
    "Supervisor or director": "director",
}
HOURS = ("Mornings", "Afternoons", "Saturdays")
STEPS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
RATINGS = dict(zip(STEPS, ("1", "2", "3", "4", "5"), strict=True))
ASKED = "How far do you agree?"
KNOWN = {"Never heard of it": "new", "Heard or read about it": "seen", "Tried it out": "tried", "I use it now": "uses"}
YES_NO = {"Yes": "yes", "No": "no"}
STATEMENTS: tuple[tuple[str, str, str | None], ...] = (
    ("time", "Our week has room to learn this and try it.", "statements.r02"),
    ("leaders", "My supervisors mean this to last.", "statements.r07"),
    ("myself", "I would do this even if it were not required.", "statements.r01"),
    ("mates", "The people I work next to think it is worth the trouble.", "statements.r04"),
    ("pay", "We are paid fairly for extra duties.", None),
    ("watched", "I welcome a visitor who observes me and gives me feedback.", "statements.r10"),
    ("stuck", "If it fails with a child, we would know another way.", "statements.r03"),
    ("explain", "Any of us could tell a parent what we do and for what reason.", "statements.r08"),
    ("room", "Our classroom is large enough.", None),
    ("forward", "If it were up to us, we would start rather than leave things as they are.", "statements.r12"),
)
BOX_NAMES = {  # rows 5 and 6 are copies of row 4; in 7 and 8 Word took the names of the copies away
    4: lambda at: f"Check{22 + at}*",
    5: lambda at: f"Check{22 + at}*",
    6: lambda _: "",
    7: lambda _: "",
    8: lambda at: f"Check{27 + at}",
    9: lambda at: f"Check{32 + at}",
}
WORDS = (
    ("help", "What would make it easier for you to begin?", "comments.easier", "Text7"),
    ("block", "What could get in our way?", "comments.worry", "Text8"),
)


def _questions() -> tuple[Question, ...]:
    grid: list[Question] = []
    for number, (key, label, item) in enumerate(STATEMENTS, start=1):
        grid += marks(key, ASKED, item, RATINGS if item else dict.fromkeys(STEPS), row=f"{number}. {label}")
    return (
        *text("agency", "Center or site:", "identity.agency"),
        *text("name", "Your name (you may leave this blank):", "identity.name"),
        *choice("job", "Your job:", "identity.role", JOBS),
        *text("years", "Years in this job:", None),
        *day("date", "Date:", "identity.completed"),
        *text("practice", "The new way of working that you are answering about:", "change.practice"),
        *marks("told", "Has anyone told you what your own work would look like?", "change.told", YES_NO),
        *marks("known", "How familiar are you with it? Check one.", "change.tried", KNOWN),
        *grid,
        *(one for key, label, item, _ in WORDS for one in text(key, label, item)),
        *choice("hours", "When could you come to training?", None, dict.fromkeys(HOURS)),
        *text("received", "Received by", None),
        *day("received.date", "on", None),
    )


QUESTIONS = _questions()


def keyed() -> str:
    """The main part with the key of each question at its place."""
    return document(
        para(TITLE, style="Title")
        + para(
            "Every member of the team fills in a form alone. Only totals are shown to your supervisors. Click a box or "
            "press the space bar to check it. Return the form by e-mail or leave it in the drop box at the front desk.",
            style="Instructions",
        )
        + _about()
        + para("The change", style="Heading1")
        + para(
            "The new way of working that you are answering about:  ",
            text_field("practice", "Text6", most=80),
            style="Line",
        )
        + para(
            "Has anyone told you what your own work would look like?     ",
            box_field("told=Yes", "Check1"),
            " Yes     ",
            box_field("told=No", "Check2"),
            " No",
            style="Line",
            key="told",
        )
        + para("How familiar are you with it? Check one.", style="Line")
        + para(
            *(
                one
                for at, said in enumerate(KNOWN)
                for one in (box_field(f"known={said}", f"Check{3 + at}"), f" {said}      ")
            ),
            style="Line",
            key="known",
        )
        + para(ASKED, style="Heading1")
        + _grid()
        + para("Your comments", style="Heading1")
        + "".join(
            para(run(label, STRONG), style="Line", properties="<w:keepNext/>")
            + para(text_field(key, name), key=f"{key}.at")
            for key, label, _, name in WORDS
        )
        + para(
            run("When could you come to training?  ", STRONG),
            list_field("hours", "Dropdown2", ("     ", *HOURS)),
            style="Line",
            properties='<w:spacing w:before="160"/>',
        )
        + para(
            run("For office use:   Received by " + "_" * 24 + "  on " + "_" * 12, SMALL), style="Line", key="office"
        ),
        key="all",
    )


def _about() -> str:
    def pair(label: str, field: str, width: int, key: str) -> str:
        return cell(para(run(f"{label} ", STRONG), field, key=f"{key}.at"), width=width)

    return table(
        (5640, 4440),
        row(
            pair("Center or site:", text_field("agency", "Text1"), 5640, "agency"),
            pair("Date:", text_field("date", "Text4", kind="date", most=10), 4440, "date"),
        ),
        row(
            pair("Your name (you may leave this blank):", text_field("name", "Text2"), 5640, "name"),
            pair("Years in this job:", text_field("years", "Text3", kind="number", most=2), 4440, "years"),
        ),
        row(pair("Your job:", list_field("job", "Dropdown1", ("Please select", *JOBS)), 5640, "job"), cell(width=4440)),
    )


def _grid() -> str:
    widths = (4680, 1080, 1080, 1080, 1080, 1080)
    middle = '<w:jc w:val="center"/>'
    head = row(
        cell(width=widths[0], shade=PALE),
        *(cell(para(run(said, STRONG + SMALL), properties=middle), width=1080, shade=PALE) for said in STEPS),
        heading=True,
    )
    rows = [head]
    for number, (key, label, _) in enumerate(STATEMENTS):
        named = BOX_NAMES.get(number, lambda at, first=7 + 5 * number: f"Check{first + at}")
        boxes = (
            cell(para(box_field(f"{key}={step}", named(at)), properties=middle), width=1080, key=f"{key}={step}.at")
            for at, step in enumerate(STEPS)
        )
        rows.append(row(cell(f"{number + 1}. {label}", width=widths[0], key=f"{key}?"), *boxes))
    return table(widths, *rows)


def wrapped(form: Edited, *, protected: bool = True) -> bytes:
    """The Word file of this form as it is now."""
    return package(
        form.xml(),
        header=letterhead(NAME, "Early Learning Division  ·  2100 Mill Street, Kessler Falls", COLOUR),
        footer=foot("TRCSU-EL 7  ·  Keep until June 2028"),
        font="Times New Roman",
        colour=COLOUR,
        more=form.parts(),
        protected="forms" if protected else "",
        title=TITLE,
    )


def blank() -> bytes:
    """The form as it is sent out."""
    return wrapped(Edited(keyed()))
