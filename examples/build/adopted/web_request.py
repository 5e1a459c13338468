"""`web-request.pdf`: a form of a web site, made a PDF with fields by LibreOffice."""

from collections.abc import Mapping
from functools import cache
from html import escape

from examples.build.adopted.asked import Answer, Question, choice, day, marks, text
from examples.build.adopted.office import printed

TITLE = "Request for On-Site Assistance"
CHANNELS: dict[str, str | None] = {
    "Visit": "visit",
    "Video call": "video",
    "Phone": "phone",
    "E-mail": "email",
    "Text message": None,
}
KINDS = {
    "Training": "training",
    "Coaching": "coaching",
    "Advice": "consultation",
    "Materials": "materials",
    "Money": "funds",
}
HEARD = ("A colleague", "Your newsletter", "A web search")
REPLIES = {"Yes": "yes", "No": "no", "Does not apply": "na"}
READY = "Please tell us:"
HELP = (("what", "Help you would like", "resource"), ("kind", "Type", "kind"), ("hours", "Hours", "hours"))
CHECKS = (
    ("cover", "Will someone cover the rooms while staff are with us?", "ready.release"),
    ("tongue", "Can we work in the languages your staff speak best?", "ready.languages"),
    ("gear", "Do your computers and cameras work in the classrooms?", "ready.equipment"),
)
LINES = (
    ("agency", "Program name", "identity.agency", 44),
    ("name", "Your name", "identity.name", 30),
    ("mail", "Your e-mail", None, 30),
    ("call", "Who should we call?", "contacts.contact", 30),
    ("stand", "And if that person is away?", "contacts.backup", 30),
    ("total", "How many hours of help do you expect in all?", "limits.planned", 8),
    ("end", "Help should end by", "limits.until", 12),
    ("pays", "Who will pay, and for what?", "limits.payer", 44),
)


def _questions() -> tuple[Question, ...]:
    asked: list[Question] = []
    for number in (1, 2, 3):
        for key, label, item in HELP:
            path, at = f"offer.resources.{number}.{item}", f"{number}."
            if key == "kind":
                asked += choice(f"{key}{number}", label, path, KINDS, row=at, column=label)
            else:
                asked += text(f"{key}{number}", label, path, row=at, column=label)
    for key, label, item in CHECKS:
        asked += marks(key, label, item, REPLIES)
    lines = [one for key, label, item, _ in LINES for one in (day if key == "end" else text)(key, label, item)]
    return (
        *lines[:5],
        *marks("channel", "How may we reach you?", "contacts.channel", CHANNELS, several=True),
        *asked,
        *lines[5:],
        *choice("heard", "How did you hear about us?", None, dict.fromkeys(HEARD)),
    )


QUESTIONS = _questions()


@cache
def blank() -> bytes:
    """The form as it is sent out."""
    return printed(page({}).encode(), "html", fields=True)


def page(said: Mapping[str, Answer]) -> str:
    """The web page, with what was entered."""
    top = "".join(_line(key, label, size, said) for key, label, _, size in LINES[:5])
    below = "".join(_line(key, label, size, said) for key, label, _, size in LINES[5:])
    boxes = "&nbsp;&nbsp; ".join(
        f'<input type="checkbox" name="channel{number}" value="{one}"{_on(one in (said.get("channel") or ()))}> {one}'
        for number, one in enumerate(CHANNELS)
    )
    head = "".join(f'<td bgcolor="#dfe9e2"><b>{label}</b></td>' for label in ("", *(label for _, label, _ in HELP)))
    rows = "".join(
        f'<tr><td width="5%">{number}.</td><td width="55%">{_input(f"what{number}", 40, said)}</td>'
        f'<td width="25%">{_select(f"kind{number}", tuple(KINDS), said)}</td>'
        f'<td width="15%">{_input(f"hours{number}", 6, said)}</td></tr>'
        for number in (1, 2, 3)
    )
    checks = "".join(
        f'<tr><td width="62%">{label}</td><td width="38%">{_radios(key, said)}</td></tr>' for key, label, _ in CHECKS
    )
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title><style>
@page {{ size: 8.5in 11in; margin: 0.8in }}
body, td, p, h1, h2 {{ font-family: Arial }}
td, p {{ font-size: 10pt; margin-top: 0; margin-bottom: 3pt }}
h1 {{ font-size: 17pt; color: #24563a; margin-top: 4pt; margin-bottom: 4pt; margin-left: 0 }}
h2 {{ font-size: 12pt; color: #24563a; margin-top: 10pt; margin-bottom: 4pt; margin-left: 0 }}</style></head>
<body><form action="https://request.lowell-lakes.example/">
<p><b>Lowell Lakes Technical Assistance Center</b> &middot; request.lowell-lakes.example</p><hr>
<h1>{TITLE}</h1>
<p><i>Please allow ten working days for an answer. You can save this page and send it to us as a file.</i></p>
<h2>Who is asking?</h2><table width="100%" cellpadding="3">{top}</table>
<p>How may we reach you? &nbsp; {boxes}</p>
<h2>What would you like?</h2>
<table width="100%" border="1" cellpadding="4" cellspacing="0"><tr>{head}</tr>{rows}</table>
<h2>{READY}</h2><table width="100%" cellpadding="3">{checks}</table>
<h2>Time and money</h2><table width="100%" cellpadding="3">{below}
<tr><td>How did you hear about us?</td><td>{_select("heard", HEARD, said)}</td></tr></table>
</form></body></html>"""


def _line(key: str, label: str, size: int, said: Mapping[str, Answer]) -> str:
    return f'<tr><td width="38%">{label}</td><td width="62%">{_input(key, size, said)}</td></tr>'


def _input(key: str, size: int, said: Mapping[str, Answer]) -> str:
    return f'<input type="text" name="{key}" size="{size}" value="{escape(str(said.get(key) or ""))}">'


def _select(key: str, choices: tuple[str, ...], said: Mapping[str, Answer]) -> str:
    listed = "".join(
        f'<option value="{one}"{" selected" if said.get(key, "") == one else ""}>{one}</option>'
        for one in ("", *choices)
    )
    return f'<select name="{key}" size="1">{listed}</select>'


def _radios(key: str, said: Mapping[str, Answer]) -> str:
    return " &nbsp; ".join(
        f'<input type="radio" name="{key}" value="{one}"{_on(said.get(key) == one)}> {one}' for one in REPLIES
    )


def _on(chosen: bool) -> str:
    return " checked" if chosen else ""
