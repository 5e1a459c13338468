"""The completed copies of `web-request.pdf`."""

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.entered import with_pikepdf, with_pypdf
from examples.build.adopted.office import printed
from examples.build.adopted.web_request import CHANNELS, QUESTIONS, blank, page
from examples.build.adopted.written_over import printed_again

BIRCH: dict[str, Answer] = {
    "agency": "Birch Point Preschool",
    "name": "Ana Ruiz",
    "mail": "aruiz@birchpoint.example",
    "call": "Tom Becker",
    "stand": "Ana Ruiz",
    "channel": ["Visit", "Phone"],
    "what1": "Training on visual schedules",
    "kind1": "Training",
    "hours1": "6",
    "what2": "A coach in the toddler rooms",
    "kind2": "Coaching",
    "hours2": "24",
    "cover": "Yes",
    "tongue": "No",
    "gear": "Does not apply",
    "total": "30",
    "end": "5/28/2027",
    "pays": "District grant",
    "heard": "A colleague",
}
TAMARACK: dict[str, Answer] = {
    "agency": "Tamarack Family Program",
    "name": "P. Vang",
    "call": "P. Vang",
    "stand": "nobody",
    "channel": ["Video call", "E-mail", "Text message"],
    "what1": "advice about seating",
    "kind1": "Advice",
    "hours1": "2 or 3",
    "what3": "a switch and a stander",
    "kind3": "Materials",
    "hours3": "-",
    "cover": "No",
    "gear": "Yes",
    "total": "about 5",
    "end": "before summer",
    "pays": "?",
}
ASPEN: dict[str, Answer] = {
    "agency": "Aspen Grove Child Care",
    "name": "Lucille Grant",
    "mail": "lgrant@aspen.example",
    "call": "555-0188",
    "channel": ["Visit"],
    "what1": "Coaching for four new teachers",
    "kind1": "Coaching",
    "hours1": "16",
    "tongue": "Yes",
    "total": "16",
    "end": "3/31/2027",
    "heard": "Your newsletter",
}


def _entries(said: dict[str, Answer]) -> dict[str, str]:
    """What is entered, by the names of the fields, which are those of the web page."""
    buttons = {"cover", "tongue", "gear"}
    entered = {key: f"/{one}" if key in buttons else str(one) for key, one in said.items() if key != "channel"}
    marked = said.get("channel") or ()
    return entered | {f"channel{list(CHANNELS).index(one)}": f"/{one}" for one in marked}


def _birch() -> bytes:
    return with_pypdf(blank(), _entries(BIRCH))


WEB_REQUEST = Form(
    name="web-request",
    ending="pdf",
    practice="ta-resources",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="web-request-birch.pdf", make=_birch, answers=BIRCH),
        Copy(name="web-request-birch-printed.pdf", make=lambda: printed_again(_birch()), answers=BIRCH),
        Copy(
            name="web-request-tamarack.pdf",
            make=lambda: with_pikepdf(blank(), _entries(TAMARACK), anew=False),
            answers=TAMARACK,
        ),
        Copy(name="web-request-aspen.pdf", make=lambda: printed(page(ASPEN).encode(), "html"), answers=ASPEN),
    ),
)
