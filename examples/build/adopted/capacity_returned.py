"""The completed copies of `capacity-table.docx`."""

from collections.abc import Callable

from examples.build.adopted.asked import Copy, Form
from examples.build.adopted.capacity_table import ASKED, NOTE, QUESTIONS, STEPS, blank, keyed, wrapped
from examples.build.adopted.edit import Edited, added, ellipse, removed, wingding
from examples.build.adopted.office import printed, saved_again
from examples.build.adopted.ooxml import STRONG, para, run


def _marked(form: Edited, said: dict[str, str], mark: str) -> None:
    for key, step in said.items():
        form.put(f"{key}={step}", mark)


def _noted(form: Edited, said: dict[str, str]) -> None:
    for key, answer in said.items():
        form.put(key, answer)


N, P, F = STEPS
TIDY = {
    "steer": P,
    "mandate": F,
    "parents": N,
    "insure": F,
    "posts": P,
    "hours": N,
    "intake": N,
    "train": P,
    "coach": N,
    "data": P,
    "funds": F,
    "bus": P,
}
TIDY_WORDS = {
    "agency": "Alder Creek Head Start",
    "change": "Embedded instruction at meals and on the playground",
    "names": "Ana Ruiz, Tom Becker, Lucille Grant, Wen Li",
    "count": "4",
    "date": "9/17/2026",
    "steer.note": "Meets first Tuesdays; minutes since April",
    "mandate.note": "Board resolution of 5/12",
    "hours.note": "None so far",
    "funds.note": "Grant runs through June 2029",
}
TIDY_LINES = {
    "more.lead": "A second administrator on the team.",
    "more.staff": "Two floating substitutes.",
    "more.learn": "Coaching in the toddler rooms.",
    "more.apart": "Training: teachers said 0, we said 1.",
}


def _tidy(form: Edited) -> None:
    """X in the columns, answers in the cells, the rest of a line of underscores left standing after the answer."""
    _noted(form, TIDY_WORDS)
    _marked(form, TIDY, "X")
    form.swap("by", "_" * 40, run("Ana Ruiz" + "_" * 30))
    form.swap("role", "Director", run("Director", '<w:b/><w:u w:val="single"/>'))
    form.swap("led", "Yes", run("Yes", STRONG))
    form.swap("basis", "☐ The view", run("☒ The view"))
    form.swap("room", "☐ Administrators\t☐ Teaching staff", run("☒ Administrators\t☒ Teaching staff"))
    for key, answer in TIDY_LINES.items():
        form.swap(key, "_" * 84, run(answer + "_" * (84 - len(answer))))
    form.swap("sign", "Date: " + "_" * 14, run("Date: 9/18/26" + "_" * 6))
    form.swap("sign", "_" * 28, run("Tom Becker" + "_" * 16))


TIDY_ANSWERS = {
    **TIDY_WORDS,
    **TIDY,
    **TIDY_LINES,
    "by": "Ana Ruiz",
    "role": "Director",
    "led": "Yes",
    "basis": "The view our group agreed on",
    "room": ["Administrators", "Teaching staff"],
    "director": "Tom Becker",
    "reviewed": "9/18/26",
}

LOOSE = {
    "steer": F,
    "mandate": F,
    "parents": P,
    "posts": N,
    "hours": P,
    "intake": P,
    "train": F,
    "coach": P,
    "data": N,
    "funds": N,
    "bus": F,
}


def _loose(form: Edited) -> None:
    """Ticks of every make, initials in a column, an answer before its line, choices struck or taken out."""
    _noted(
        form,
        {
            "agency": "Prairie Star Preschool",
            "change": "pyramid of supports for behavior",
            "names": "M.O., K.S.",
            "count": "two",
            "date": "September 22, 2026",
            "mandate.note": "see letter",
            "bus.note": "n/a",
        },
    )
    for key, mark in (("steer", "✓"), ("mandate", "✔"), ("parents", "x"), ("posts", "√")):
        form.put(f"{key}={LOOSE[key]}", mark)
    for key, mark in (("hours", "✓"), ("intake", "✗"), ("train", "☒")):
        form.put(f"{key}={LOOSE[key]}", wingding(mark))
    for key in ("coach", "data", "funds", "bus"):
        form.put(f"{key}={LOOSE[key]}", "MO")
    form.swap("by", "_" * 40, run("_" * 4 + "Marisol Ortega" + "_" * 6))
    for other in ("Director", "Coach", "Therapist", "Family member", "Other"):
        form.swap("role", other, run(other, "<w:strike/>"))
    form.swap("led", "Yes  /  No", run("No"))
    form.swap("basis", "☐ My", run("✓ My"))
    form.swap("room", "☐ Families", run("X Families"))
    form.swap("room", "☐ Therapists", run("[x] Therapists"))
    form.replace("more.lead", para(run("Someone at the county who answers the phone.")))
    form.put("more.staff?", "  Higher pay. We lose people to the school district.")
    form.swap("more.learn", "_" * 84, run("_" * 20 + "Follow-up visits after training" + "_" * 33))
    form.row_after("bus?", "Our kitchen can serve special diets", "", "X", "", "cook trained in 2025")


LOOSE_ANSWERS = {
    **LOOSE,
    "agency": "Prairie Star Preschool",
    "change": "pyramid of supports for behavior",
    "names": "M.O., K.S.",
    "count": "two",
    "date": "September 22, 2026",
    "mandate.note": "see letter",
    "bus.note": "n/a",
    "by": "Marisol Ortega",
    "role": "Teacher",
    "led": "No",
    "basis": "My own view",
    "room": ["Therapists", "Families"],
    "more.lead": "Someone at the county who answers the phone.",
    "more.staff": "Higher pay. We lose people to the school district.",
    "more.learn": "Follow-up visits after training",
}

YELLOW = '<w:highlight w:val="yellow"/>'
ODD = {"steer": P, "mandate": P, "posts": F, "hours": N, "train": P, "coach": N, "data": N, "funds": P}


def _odd(form: Edited) -> None:
    """Marks that leave a question: two in a row, beside the row, on a label; an oval, changes tracked, a comment."""
    _noted(
        form,
        {
            "agency": "Two Bridges Family Center",
            "change": "Joint planning of teachers and therapists",
            "names": "whole team",
            "count": "about 9",
            "steer.note": "P",
            "hours.note": "Partly in place since August",
        },
    )
    _marked(form, ODD, "X")
    form.put("parents=Not in place", "X")
    form.put("parents=Partly in place", "X")
    form.put("insure?", "   X")
    form.put("bus.note", "X")
    form.put("intake=Not in place", removed("X", 951))
    form.put("intake=Partly in place", added("X", 901))
    form.put("date", removed("9/2/2026", 952), added("9/23/2026", 902))
    form.comment("funds=Partly in place", "Is this still right? I thought the county grant ended in June.")
    form.swap("by", ": " + "_" * 40, run(": D. Whitlock"))
    form.swap("role", "Coach", run("Coach", YELLOW))
    form.put("led", ellipse(28, 17, 245, -2))
    form.swap("basis", "☐ My own view     ☐ The", run("☒ My own view     ☒ The"))
    form.swap("room", "☐ Families", run("☒ Families", YELLOW))
    form.swap("more.lead", "_" * 84, run("A clear decision by the board" + "_" * 50, '<w:u w:val="single"/>'))
    form.swap("more.apart", "_" * 84, run("see notes on back"))


ODD_ANSWERS = {
    **ODD,
    "agency": "Two Bridges Family Center",
    "change": "Joint planning of teachers and therapists",
    "names": "whole team",
    "count": "about 9",
    "steer.note": "P",
    "hours.note": "Partly in place since August",
    "intake": P,
    "date": "9/23/2026",
    "by": "D. Whitlock",
    "role": "Coach",
    "led": "Yes",
    "room": ["Families"],
    "more.lead": "A clear decision by the board",
    "more.apart": "see notes on back",
    "parents": None,
    "insure": None,
    "bus": None,
    "bus.note": "X",
    "basis": None,
}
ODD_UNSURE = {
    "parents": "Two columns are marked.",
    "insure": "The X stands behind the statement, in none of the columns.",
    "bus": "The X stands in the column for notes, beside the three columns.",
    "bus.note": "The X in the column for notes is more likely a mark that slipped.",
    "basis": "Both boxes are marked.",
    "hours": "The mark says “Not in place”, the note says “Partly in place”.",
    "funds": "A comment asks whether the mark is right.",
}


CEDAR = {"steer": N, "mandate": P, "parents": P, "posts": F, "intake": N, "train": F, "coach": P, "data": P}


def _cedar(form: Edited) -> None:
    """The form changed: answers in the label cells, a statement reworded, rows and a line of choices deleted."""
    form.put("agency?", run(": Cedar Hill Kindergarten"))
    form.put("change?", run(": shared lesson planning"))
    form.put("count?", run("   5"))
    form.put("date", "09/30/26")
    _marked(form, CEDAR, "x")
    form.swap("posts?", "teaching and therapy positions", run("teaching positions"))
    form.drop_row("insure?")
    form.drop_row("bus?")
    form.drop_row("hours?")
    form.put("funds=Partly in place", run("X", '<w:color w:val="FFFFFF"/>'))
    form.put("funds=Fully in place", "X")
    form.swap("by", "_" * 40, run("The leadership team"))
    form.swap("led", "     Yes  /  No", run("  Not sure"))
    form.replace("basis", "")
    form.swap("room", "☐ Teaching staff", run("●  Teaching staff"))
    form.swap("role", "Teacher", run("Teacher", '<w:u w:val="single"/>'))
    form.swap("role", "Director", run("DIRECTOR"))
    form.swap("more.lead", "_" * 84, run("1) More people  2) more time") + "<w:r><w:br/></w:r>" + run("3) a van"))


CEDAR_ANSWERS = {
    **CEDAR,
    "agency": "Cedar Hill Kindergarten",
    "change": "shared lesson planning",
    "count": "5",
    "date": "09/30/26",
    "by": "The leadership team",
    "role": "Teacher",
    "room": ["Teaching staff"],
    "funds": F,
    "more.lead": "1) More people  2) more time\n3) a van",
}
CEDAR_UNSURE = {
    "insure": "The row is deleted.",
    "bus": "The row is deleted.",
    "hours": "The row is deleted.",
    "insure.note": "The row is deleted.",
    "bus.note": "The row is deleted.",
    "hours.note": "The row is deleted.",
    "posts": "The statement was reworded: “All teaching positions are filled”.",
    "funds": "The file has a second mark, in white, in the column before.",
    "led": "“Not sure” stands in the place of the choices.",
    "basis": "The question is deleted.",
    "role": "One word is underlined, another one is in capitals.",
    "room": "A dot stands in the place of a box.",
}


def _with(fill: Callable[[Edited], None]) -> bytes:
    form = Edited(keyed())
    fill(form)
    return wrapped(form)


CAPACITY_TABLE = Form(
    name="capacity-table",
    ending="docx",
    practice="capacity",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="capacity-table-alder.docx", make=lambda: _with(_tidy), answers=TIDY_ANSWERS),
        Copy(name="capacity-table-alder-saved.docx", make=lambda: saved_again(_with(_tidy)), answers=TIDY_ANSWERS),
        Copy(name="capacity-table-alder-printed.pdf", make=lambda: printed(_with(_tidy)), answers=TIDY_ANSWERS),
        Copy(
            name="capacity-table-prairie.docx",
            make=lambda: _with(_loose),
            answers=LOOSE_ANSWERS,
            beside=(
                (ASKED, "Our kitchen can serve special diets", P),
                (NOTE, "Our kitchen can serve special diets", "cook trained in 2025"),
            ),
        ),
        Copy(
            name="capacity-table-cedar.docx",
            make=lambda: _with(_cedar),
            answers=CEDAR_ANSWERS,
            unsure=CEDAR_UNSURE,
        ),
        Copy(name="capacity-table-bridges.docx", make=lambda: _with(_odd), answers=ODD_ANSWERS, unsure=ODD_UNSURE),
    ),
)
