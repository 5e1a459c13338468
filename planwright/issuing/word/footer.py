"""The footer of every page: the stamp as a QR code and in print, whose form it is, and the page number."""

from xml.sax.saxutils import quoteattr

from lxml import etree

from planwright.instruments import Instrument
from planwright.issuing.word.controls import fixed_text
from planwright.issuing.word.package import FIRST_ID
from planwright.issuing.word.words import Words
from planwright.issuing.word.xml import Element, cell, el, page_field, paragraph, root, row, run, words
from planwright.stamp import STAMP_KEY, Stamp

CODE_SIDE = 612_000  # 17 mm in English Metric Units: three 600 dpi dots for each module on an office printer
CODE_WIDTH, PAGE_WIDTH = 1150, 1500

_PICTURE = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent cx="{side}" cy="{side}"/>
    <wp:docPr id="1" name="QR code" descr={described}/>
    <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
    <a:graphic>
      <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
        <pic:pic>
          <pic:nvPicPr><pic:cNvPr id="1" name="QR code" descr={described}/><pic:cNvPicPr/></pic:nvPicPr>
          <pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
          <pic:spPr>
            <a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
          </pic:spPr>
        </pic:pic>
      </a:graphicData>
    </a:graphic>
  </wp:inline>
</w:drawing>
"""


def footer(instrument: Instrument, stamp: Stamp, said: Words, *, owner: str, width: int) -> Element:
    """The footer part; `owner` is the printed line that says whose form it is."""
    middle = width - CODE_WIDTH - PAGE_WIDTH
    version = said.version.format(version=instrument.version)
    number = [run(f"{said.page} "), *page_field("PAGE"), run(f" {said.of} "), *page_field("NUMPAGES")]
    cells = (
        cell(
            CODE_WIDTH, paragraph("Footer", el("w:r", _picture(said.code_described.format(stamp=stamp)))), middle=True
        ),
        cell(
            middle,
            words("Footer", owner),
            words("Footer", f"{instrument.title}, {version}"),
            paragraph("Footer", fixed_text(STAMP_KEY, STAMP_KEY, str(stamp))),
            middle=True,
        ),
        cell(PAGE_WIDTH, paragraph("PageNumber", *number), middle=True),
    )
    properties = el(
        "w:tblPr",
        el("w:tblW", w=width, type="dxa"),
        el("w:tblBorders", el("w:top", val="single", sz=4, space=0, color="B9C3CF")),
        el("w:tblLayout", type="fixed"),
    )
    columns = el("w:tblGrid", *(el("w:gridCol", w=column) for column in (CODE_WIDTH, middle, PAGE_WIDTH)))
    return root("w:ftr", el("w:tbl", properties, columns, row(cells)), paragraph("Spacer"))


def _picture(described: str) -> Element:
    filled = _PICTURE.format(side=CODE_SIDE, relation=FIRST_ID, described=quoteattr(described))
    return etree.fromstring(filled, etree.XMLParser(remove_blank_text=True))
