"""Making a plan out of what was accepted, beside docxtpl as it comes."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docxtpl import DocxTemplate
from lxml import etree

from benchmarks.forms import AGENCY_NAME, ROUND_NAME, WORD, forms, instruments
from benchmarks.race import Runner, race
from benchmarks.table import Table, Target
from extractors.read import read_bytes
from planwright.aggregate import aggregate
from planwright.bind import bind
from planwright.figures import Summary
from planwright.house import content
from planwright.instruments import Instrument
from planwright.model import Submission
from planwright.plans import About, PlanContent, compose, plan_content
from planwright.recognise import Recognised, recognise

MOST = 35.0  # ms
PREPARED = date(2026, 10, 15)
ABOUT = About(center="Tri-Lakes Technical Assistance Center", agency=AGENCY_NAME, program=None, round=ROUND_NAME)
RESPONDENTS = 6  # of each instrument that individuals answer
FLOOR = "floor: parse the template's parts, write and zip them again"
AGGREGATE, SAY, COMPOSE = (
    "planwright: aggregate the forms",
    "planwright: put it in words",
    "planwright: fill the template",
)
WHOLE, PEER = "planwright: a plan, from submissions to its bytes", "docxtpl as it comes: the same words and template"


def measure(rounds: int) -> list[Table]:
    """The table of plans."""
    template = content("templates") / "ta-plan.docx"
    counted = {one: list(_counted(one)) for one in instruments().values()}

    def aggregate_all() -> list[Summary]:
        return [summary for one, forms_of_it in counted.items() for summary in aggregate(one, forms_of_it)]

    def say(summaries: list[Summary]) -> PlanContent:
        return plan_content(instruments(), summaries, about=ABOUT, prepared=PREPARED)

    summaries = aggregate_all()
    said = say(summaries)
    plan = compose(template, said)
    runners = [
        Runner(name=FLOOR, call=lambda: rewrite(plan)),
        Runner(name=AGGREGATE, call=aggregate_all),
        Runner(name=SAY, call=lambda: say(summaries)),
        Runner(name=COMPOSE, call=lambda: compose(template, said)),
        Runner(name=WHOLE, call=lambda: compose(template, say(aggregate_all()))),
        Runner(name=PEER, call=lambda: by_docxtpl(template, said)),
    ]
    times = race(runners, rounds=rounds, per=1)
    submissions = sum(map(len, counted.values()))
    return [
        Table(
            title="Plans",
            columns=("one plan", "× floor", "× docxtpl", "ms"),
            rows=tuple(
                (
                    runner.name,
                    f"{times.ratio(runner.name, FLOOR):.2f}",
                    f"{times.ratio(runner.name, PEER):.2f}",
                    f"{times.ms(runner.name):.1f}",
                )
                for runner in runners
            ),
            notes=(
                f"A plan of every instrument, from {submissions} submissions; {len(plan) // 1000} KB.",
                "The floor unzips the finished plan, parses its XML, writes it and zips it again.",
                "docxtpl opens the template anew each time and prints charts as text; planwright draws them, with the"
                " workbook behind each, and checks the template once.",
            ),
            targets=(Target(says="A plan", measured=times.ms(WHOLE), most=MOST, unit="ms"),),
        )
    ]


def rewrite(plan: bytes) -> bytes:
    """The plan, taken apart and put together again."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(plan)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, etree.tostring(etree.fromstring(data)) if name.endswith((".xml", ".rels")) else data)
    return out.getvalue()


def by_docxtpl(template: Path, said: object) -> bytes:
    """The template filled with the same words by docxtpl alone."""
    document = DocxTemplate(str(template))
    document.render({"plan": said}, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _counted(instrument: Instrument) -> Iterator[tuple[str, Submission]]:
    """What this instrument's forms say, each with the digest of its file."""
    form = next(form for form in forms(WORD) if form.instrument is instrument)
    _, reading = read_bytes(form.data, name="form.docx")
    known = recognise(reading, instruments())
    if not isinstance(known, Recognised):
        raise RuntimeError(known.message)
    submission, _ = bind(reading, known.instrument, known.stamp)
    for number in range(1 if submission.respondent.basis == "consensus" else RESPONDENTS):
        name = f"Respondent {number:02}"
        other = replace(submission, respondent=replace(submission.respondent, name=name))
        yield hashlib.sha256(f"{instrument.practice}{name}".encode()).hexdigest(), other
