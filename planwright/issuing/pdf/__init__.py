"""Blank PDF forms, drawn from an instrument alone: pages to read, fields to fill in, a structure to hear."""

import io

from pikepdf import Dictionary, Object, ObjectStreamMode, OutlineItem, PageLocation, Pdf, String

from planwright.instruments import Instrument
from planwright.issuing.pdf.acroform import Form
from planwright.issuing.pdf.draw import Drawn, Fillable, Spot, draw
from planwright.issuing.pdf.entries import Issue
from planwright.issuing.pdf.form import form_pages
from planwright.issuing.pdf.private import add_private
from planwright.issuing.pdf.structure import add_structure
from planwright.issuing.pdf.words import WORDS
from planwright.stamp import STAMP_KEY, Stamp

__all__ = ["pdf_form"]


def pdf_form(instrument: Instrument, stamp: Stamp, *, agency_name: str, round_name: str) -> bytes:
    """The blank form as PDF, the same bytes each time it is asked for.

    Its fields are named by the paths of the items they answer, its on-states and export values are the values
    stored. The stamp stands in the document's properties, in a hidden field and in the footer of every page.
    """
    words = WORDS[instrument.language]
    issue = Issue(instrument=instrument, words=words, prefilled={"agency": agency_name, "round": round_name})
    pages = form_pages(issue)
    drawn = draw(pages, issue, stamp)
    with Pdf.open(io.BytesIO(drawn.pdf)) as pdf:
        form = Form(pdf)
        form.add_stamp(stamp, words.yourself)
        widgets: dict[Spot, Object] = {spot: form.add(spot) for spot in drawn.spots if isinstance(spot, Fillable)}
        add_structure(pdf, drawn.spots, widgets)
        add_private(pdf, (page.paper for page in pages), stamp)
        _describe(pdf, issue, stamp, drawn)
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return file.getvalue()


def _describe(pdf: Pdf, issue: Issue, stamp: Stamp, drawn: Drawn) -> None:
    """Adds what the document says of itself: title, language, identity and outline; no date, which would change."""
    title = " – ".join((issue.instrument.title, *issue.prefilled.values()))
    language = issue.instrument.language
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    about = Dictionary({"/Title": title, "/Creator": "planwright", f"/{STAMP_KEY}": str(stamp)})
    pdf.trailer.Info = pdf.make_indirect(about)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {language}
        metadata["dc:identifier"] = str(stamp)
        metadata["xmp:CreatorTool"] = "planwright"
    with pdf.open_outline() as outline:
        for words, page, top in drawn.bookmarks:
            outline.root.append(OutlineItem(words, page, PageLocation.XYZ, left=0, top=top))
