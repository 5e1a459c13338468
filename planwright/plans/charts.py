"""Native Word charts: a picture that stays sharp and whose numbers a person can edit in Word.

A chart is two parts of the document, the drawing (`chart1.xml`) and the workbook behind it, and an anchor in the text
that holds its size and the sentence read aloud in its place. See `docs/analysis/word-charts.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter

from planwright.plans.xmltext import attribute_xml, element_xml, printable

SHEET = "Sheet1"
WIDTH = 5_943_600  # 6.5 in of text width, in EMU
BAR, ROOM = 255_000, 640_000  # height of one label's bars with their gap; of legend and axis together
TALLEST = 7_300_000  # 8 in, what a page holds under a heading; Word cuts off what is taller
LINE = 50  # letters of a label that fit on one line beside the bars
LINES = ((16, 3), (25, 2), (40, 1))  # up to so many labels, one has so many lines
LETTERS = 800  # the size of labels and numbers, in hundredths of a point
MOST_BARS = 40  # labels of one chart, each with a bar of every series
SMALL = 25  # of more labels than this, two bars beside each other leave room for small numbers only
FONT = "Arial"
DARK, LIGHT, INK = "1F4E79", "BDD7EE", "262626"  # far apart in lightness, so that grey print keeps them apart
WRITTEN = datetime(2000, 1, 1)  # the same in every workbook, so that equal charts have equal bytes

_CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
_REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ANCHOR_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of numbers of a chart, one for each label."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Horizontal bars, the first label on top, on an axis from `least` to `most`.

    Each label has one bar for each series, the first on top, so that every number is seen whichever is the greater.
    `finding` is the picture in words, for people who hear the document. `unit` is a number format such as `0.0` or
    `0"%"`. `instead` stands in place of a chart without bars.
    """

    title: str
    finding: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    least: float
    most: float
    unit: str
    instead: str

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.labels)

    @property
    def height(self) -> int:
        """The height in EMU: as much as its bars and the lines of their labels need."""
        lines = (max(1, -(-len(label) // LINE)) for label in self.labels)
        return min(TALLEST, ROOM + sum(BAR if line < 3 else BAR * 3 // 2 for line in lines))


def fit_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels as they fit beside their bars, cut after a word where they are too long for so many."""
    lines = next((lines for bars, lines in LINES if len(labels) <= bars), 1)
    return tuple(_cut(label, lines * LINE) for label in labels)


def _cut(label: str, longest: int) -> str:
    if len(label) <= longest:
        return label
    return (label[: longest - 2].rpartition(" ")[0] or label[: longest - 2]).rstrip(",;:") + " …"


def anchor_xml(chart: Chart, number: int, relationship: str) -> str:
    """The chart as it stands within a run of text; `number` is its own in the document."""
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_ANCHOR_NS}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH}" cy="{chart.height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" descr={attribute_xml(chart.finding)}'
        f" title={attribute_xml(chart.title)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_MAIN_NS}"><a:graphicData uri="{_CHART_NS}">'
        f'<c:chart xmlns:c="{_CHART_NS}" xmlns:r="{_REL_NS}" r:id="{relationship}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def chart_xml(chart: Chart, workbook: str) -> bytes:
    """The drawing part; `workbook` is the relationship of its numbers."""
    series = "".join(_series(chart, number) for number in range(len(chart.series)))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART_NS}" xmlns:a="{_MAIN_NS}" xmlns:r="{_REL_NS}">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_plot_layout(chart)}'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_label_axis()}{_value_axis(chart)}</c:plotArea>{_legend(chart)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(900)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def workbook(chart: Chart) -> bytes:
    """The numbers of the chart as an Excel file: labels in column A, one series in each further column."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": chart.title, "created": WRITTEN})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 60)
        sheet.write_row(0, 1, [series.name for series in chart.series])
        sheet.write_column(1, 0, [printable(label) for label in chart.labels])
        for column, series in enumerate(chart.series, start=1):
            sheet.write_column(1, column, series.values)
    return held.getvalue()


def _series(chart: Chart, number: int) -> str:
    """One series, the first dark and the second light, its numbers behind its bars."""
    series, column, rows = chart.series[number], "BC"[number], len(chart.labels) + 1
    size = 600 if len(chart.series) > 1 and len(chart.labels) > SMALL else LETTERS
    labels = "".join(
        f'<c:pt idx="{at}"><c:v>{element_xml(label)}</c:v></c:pt>' for at, label in enumerate(chart.labels)
    )
    values = "".join(f'<c:pt idx="{at}"><c:v>{value:.16G}</c:v></c:pt>' for at, value in enumerate(series.values))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{element_xml(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{(DARK, LIGHT)[number]}"/></a:solidFill>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{DARK}"/></a:solidFill></a:ln></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode={attribute_xml(chart.unit)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(size, bold=True)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${rows}</c:f><c:strCache>"
        f'<c:ptCount val="{rows - 1}"/>{labels}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${rows}</c:f><c:numCache><c:formatCode>General"
        f'</c:formatCode><c:ptCount val="{rows - 1}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _plot_layout(chart: Chart) -> str:
    """The bars' own rectangle, so that labels always have the same room to their left."""
    top = 300_000 / chart.height if len(chart.series) > 1 else 60_000 / chart.height
    bottom = 290_000 / chart.height
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0.46"/><c:y val="{top:.4f}"/><c:w val="0.48"/><c:h val="{1 - top - bottom:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def _label_axis() -> str:
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
        f'{_letters(LETTERS)}<c:crossAx val="2"/><c:crosses val="min"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    span = chart.most - chart.least
    step = 1 if span <= 10 else span / 5
    whole = chart.unit.replace("0.0", "0")
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{chart.most:g}"/>'
        f'<c:min val="{chart.least:g}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
        f'</c:majorGridlines><c:numFmt formatCode={attribute_xml(whole)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_letters(800, '595959')}"
        f'<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{step:g}"/></c:valAx>'
    )


def _legend(chart: Chart) -> str:
    if len(chart.series) == 1:
        return ""
    return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_letters(900)}</c:legend>'


def _letters(size: int, colour: str = INK, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        "</a:defRPr></a:pPr><a:endParaRPr lang='en-US'/></a:p></c:txPr>"
    )
