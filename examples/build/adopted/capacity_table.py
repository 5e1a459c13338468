"""`capacity-table.docx`: a Word form of tables, lines and typed boxes, without any field."""

from examples.build.adopted.asked import Question, day, marks, text
from examples.build.adopted.edit import Edited
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

NAME = "Stillwater Basin Early Childhood Collaborative"
TITLE = "Organizational Capacity Self-Review"
STEPS = ("Not in place", "Partly in place", "Fully in place")
SCORES = dict(zip(STEPS, ("0", "1", "2"), strict=True))
ASKED = "How far is each of these in place?"
NOTE = "Evidence or notes"
PARTS: tuple[tuple[str, tuple[tuple[str, str, str | None], ...]], ...] = (
    (
        "Leadership and policy",
        (
            ("steer", "A standing team guides the change and meets on fixed dates", "leadership.team"),
            (
                "mandate",
                "The board and the director have said in writing that they stand behind it",
                "leadership.mandate",
            ),
            ("parents", "Parents take part when decisions about it are made", "leadership.families"),
            ("insure", "Our insurance covers visitors and volunteers in classrooms", None),
        ),
    ),
    (
        "Staff",
        (
            ("posts", "All teaching and therapy positions are filled", "people.posts"),
            ("hours", "Staff have paid hours without children for learning and planning", "people.time"),
            ("intake", "New employees are introduced to the practice when they start", "people.turnover"),
        ),
    ),
    (
        "Professional learning",
        (
            ("train", "Training includes trying the practice out, with feedback", "learning.training"),
            ("coach", "Someone visits classrooms and coaches staff as they work", "learning.coaching"),
        ),
    ),
    (
        "Data and resources",
        (
            ("data", "Staff look at the data together and change what they do", "information.use"),
            ("funds", "Funding is secured beyond the current fiscal year", "means.budget"),
            ("bus", "Transportation schedules allow all children a full day", None),
        ),
    ),
)
ROLES = {
    "Director": "director",
    "Coach": "coach",
    "Teacher": "teacher",
    "Therapist": "specialist",
    "Family member": "family-partner",
    "Other": "other",
}
SPEAK = {"My own view": "individual", "The view our group agreed on": "consensus"}
ROOM = ("Administrators", "Teaching staff", "Therapists", "Families", "Partner agencies")
FURTHER = (
    ("more.lead", "What would strengthen leadership?", "next.leadership"),
    ("more.staff", "What would help with staffing and time?", "next.people"),
    ("more.learn", "What training or coaching is still missing?", "next.learning"),
    ("more.apart", "Where did your first ratings differ most, and why?", "next.apart"),
)


def _questions() -> tuple[Question, ...]:
    grid: list[Question] = []
    for _, asked in PARTS:
        for key, label, item in asked:
            scores = SCORES if item else dict.fromkeys(STEPS)
            grid += marks(key, ASKED, item and f"{item}.score", scores, row=label)
            grid += text(f"{key}.note", NOTE, item and f"{item}.evidence", row=label, column=NOTE)
    return (
        *text("agency", "Program or agency", "identity.agency"),
        *text("change", "Change you are preparing for", "team.change"),
        *text("names", "Names of those taking part", None),
        *text("count", "How many people took part in the rating?", "team.members"),
        *day("date", "Date of this review", "identity.completed"),
        *text("by", "Form completed by", "identity.name"),
        *marks("role", "Position (please circle)", "identity.role", ROLES),
        *marks(
            "led",
            "Was the discussion led by a person who did not rate?",
            "team.facilitator",
            {"Yes": "yes", "No": "no"},
        ),
        *marks("basis", "The ratings below are:", "identity.basis", SPEAK),
        *marks("room", "Who was in the room? Check all that apply.", None, dict.fromkeys(ROOM), several=True),
        *grid,
        *(one for key, label, item in FURTHER for one in text(key, label, item)),
        *text("director", "Reviewed by (program director)", None),
        *day("reviewed", "Date", None),
    )


def keyed() -> str:
    """The main part with the key of each question at its place."""
    wide, narrow = 3300, 6780
    top = (
        ("agency", "Program or agency"),
        ("change", "Change you are preparing for"),
        ("names", "Names of those taking part"),
        ("count", "How many people took part in the rating?"),
        ("date", "Date of this review"),
    )
    about = table(
        (wide, narrow),
        *(
            row(
                cell(para(run(label, STRONG)), width=wide, shade="E7ECF4", key=f"{key}?"),
                cell(width=narrow, key=key),
                height=400,
            )
            for key, label in top
        ),
    )
    boxes = "\t".join(f"☐ {one}" for one in ROOM)
    spread = "<w:tabs>" + "".join(f'<w:tab w:val="left" w:pos="{2016 * at}"/>' for at in range(1, 5)) + "</w:tabs>"
    return document(
        para(TITLE, style="Title")
        + para(
            "Complete this form together, then return it to your coordinator by October 2. Talk each statement "
            "over, agree on one column and mark it with an X. Note in the last column what the rating rests on.",
            style="Instructions",
        )
        + about
        + para(run("Form completed by: " + "_" * 40), style="Line", key="by")
        + para(run("Position (please circle):   " + "     ".join(ROLES)), style="Line", key="role")
        + para(run("Was the discussion led by a person who did not rate?     Yes  /  No"), style="Line", key="led")
        + para(run("The ratings below are:   " + "     ".join(f"☐ {one}" for one in SPEAK)), style="Line", key="basis")
        + para("Who was in the room? Check all that apply.", style="Line")
        + para(run(boxes), style="Line", properties=spread, key="room")
        + para(ASKED, style="Heading1")
        + _grid()
        + para("Looking ahead", style="Heading1")
        + "".join(
            para(run(label), style="Line", properties="<w:keepNext/>", key=f"{key}?") + para(run("_" * 84), key=key)
            for key, label, _ in FURTHER
        )
        + para(
            run("Reviewed by (program director): " + "_" * 28 + "   Date: " + "_" * 14),
            style="Line",
            properties='<w:spacing w:before="420"/>',
            key="sign",
        ),
        key="all",
    )


def _grid() -> str:
    widths = (4080, 1000, 1000, 1000, 3000)
    middle = '<w:jc w:val="center"/>'
    head = row(
        *(
            cell(para(run(said, STRONG + SMALL), properties=middle), width=width, shade="C9D5E8")
            for said, width in zip(("Statement", *STEPS, NOTE), widths, strict=True)
        ),
        heading=True,
    )
    rows = [head]
    for title, asked in PARTS:
        rows.append(
            row(cell(para(run(title, STRONG), properties="<w:keepNext/>"), width=sum(widths), span=5, shade="E7ECF4"))
        )
        for key, label, _ in asked:
            boxes = (
                cell(para(properties=middle), width=width, key=f"{key}={step}")
                for step, width in zip(STEPS, widths[1:4], strict=True)
            )
            note = cell(width=widths[4], key=f"{key}.note")
            rows.append(row(cell(label, width=widths[0], key=f"{key}?"), *boxes, note, height=540))
    return table(widths, *rows)


def wrapped(form: Edited) -> bytes:
    """The Word file of this form as it is now."""
    return package(
        form.xml(),
        header=letterhead(NAME, "P.O. Box 418, Stillwater Basin"),
        footer=foot("SB-114 (rev. 7/26)"),
        more=form.parts(),
        title=TITLE,
    )


def blank() -> bytes:
    """The form as it is sent out."""
    return wrapped(Edited(keyed()))


QUESTIONS = _questions()
