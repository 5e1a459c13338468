"""Charts: drawn by Word from a workbook with the same numbers, with what they show for those who cannot see it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.plans import compose
from planwright.plans.charts import LETTERS, LINE, TALLEST, Chart, Series, anchor_xml, chart_xml, fit_labels, workbook
from tests.plans.harbor import TEMPLATE, all_summaries, body_of, content_of, newest, parts_of, summary_of, text_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PKG = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# ECMA-376 part 1, 21.2: the sequence of each type used, with what may stand between left in its place
ORDER = {
    name: members.split()
    for name, members in {
        "chartSpace": "date1904 lang roundedCorners style clrMapOvr chart spPr txPr externalData printSettings",
        "chart": "title autoTitleDeleted pivotFmts view3D floor plotArea legend plotVisOnly dispBlanksAs",
        "plotArea": "layout barChart catAx valAx dTable spPr",
        "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
        "ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
        "dLbls": """dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent
            showBubbleSize separator showLeaderLines""",
        "catAx": """axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark
            tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl""",
        "valAx": """axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark
            tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits""",
        "scaling": "logBase orientation max min",
        "legend": "legendPos legendEntry layout overlay spPr txPr",
        "strRef": "f strCache",
        "numRef": "f numCache",
        "strCache": "ptCount pt",
        "numCache": "formatCode ptCount pt",
        "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
        "txPr": "bodyPr lstStyle p",
        "defRPr": "ln solidFill effectLst highlight latin ea cs sym",
        "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    }.items()
}


def chart(labels: tuple[str, ...] = ("One", "Two"), series: int = 2) -> Chart:
    """A small chart of one or two series."""
    rows = tuple(
        Series(name=f"Series {number}", values=tuple(1.5 + number + place for place in range(len(labels))))
        for number in range(series)
    )
    return Chart(
        title="A title",
        finding="What it shows.",
        labels=labels,
        series=rows,
        least=1,
        most=5,
        unit="0.0",
        instead="not provided",
    )


def drawn(root: etree._Element) -> list[list[str]]:
    """The numbers the drawing holds, laid out as a sheet: names above, labels on the left."""
    series = root.findall(f".//{C}ser")
    names = [one.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or "" for one in series]
    labels = [one.text or "" for one in series[0].iterfind(f"{C}cat/{C}strRef/{C}strCache/{C}pt/{C}v")]
    values = [[one.text or "" for one in row.iterfind(f"{C}val/{C}numRef/{C}numCache/{C}pt/{C}v")] for row in series]
    return [["", *names], *([label, *row] for label, *row in zip(labels, *values, strict=True))]


def sheet(book: bytes) -> list[list[str]]:
    """The cells of the first sheet of a workbook, read from its XML."""
    with ZipFile(BytesIO(book)) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
        shared = ["".join(one.itertext()) for one in strings.iterfind(f"{S}si")]
        rows = etree.fromstring(package.read("xl/worksheets/sheet1.xml")).findall(f".//{S}row")
    found = []
    for row in rows:
        cells = {str(cell.get("r"))[0]: cell for cell in row}
        found.append([_said(cells[column], shared) if column in cells else "" for column in "ABC" if column < "D"])
    width = max(len([cell for cell in row if cell]) for row in found) if found else 0
    return [row[: max(width, 2)] for row in found]


def _said(cell: etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{S}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value


@pytest.mark.parametrize("series", [1, 2])
def test_the_workbook_holds_what_the_drawing_shows(series: int):
    one = chart(("Plain", "With <angle> & “quotes”", "عربي 👩‍🏫", "=SUM(A1)", "http://x.example"), series)
    assert drawn(etree.fromstring(chart_xml(one, "book"))) == sheet(workbook(one))


def test_a_label_with_control_characters_is_the_same_in_both():
    one = chart(("bell\x07",), 1)
    assert (
        drawn(etree.fromstring(chart_xml(one, "book"))) == sheet(workbook(one)) == [["", "Series 0"], ["bell␇", "1.5"]]
    )


@pytest.mark.parametrize("series", [1, 2])
def test_elements_stand_in_the_order_the_standard_demands(series: int):
    root = etree.fromstring(chart_xml(chart(series=series), "book"))
    for node in root.iter(etree.Element):
        order = ORDER.get(etree.QName(node).localname)
        names = [etree.QName(child).localname for child in node]
        if order:
            assert [order.index(name) for name in names] == sorted(order.index(name) for name in names), names


def test_the_finding_is_the_alternative_text_whatever_it_holds():
    one = chart()
    odd = Chart(**{name: getattr(one, name) for name in one.__slots__} | {"finding": 'Gap of 2 < "3" & more\nline'})
    xml = f'<r xmlns:w="w" xmlns:r="{R[1:-1]}">{anchor_xml(odd, 7, "rel")}</r>'
    described = etree.fromstring(xml).find(f".//{WP}docPr")
    assert described is not None
    assert described.get("descr") == 'Gap of 2 < "3" & more\nline'
    assert described.get("title") == "A title"


def test_equal_charts_have_equal_workbooks():
    assert workbook(chart()) == workbook(chart())


def test_a_chart_grows_with_its_bars_and_their_labels():
    few, many = chart(("a",) * 3, 1), chart(("a",) * 12, 1)
    assert few.height < many.height
    assert chart(("word " * 24,) * 3, 1).height > few.height


@pytest.mark.parametrize(("bars", "lines"), [(1, 3), (16, 3), (17, 2), (40, 1)])
def test_a_label_is_cut_after_a_word_to_the_lines_there_is_room_for(bars: int, lines: int):
    long, *short = fit_labels(["therapist " * 40, *["Short enough"] * (bars - 1)])
    assert long.endswith("therapist …")
    assert LINE * (lines - 1) < len(long) <= LINE * lines
    assert set(short) <= {"Short enough"}
    assert fit_labels(["x" * 500])[0].endswith("x …")


@pytest.mark.parametrize("bars", [1, 14, 16, 17, 25, 26, 40])
def test_a_chart_fits_on_a_page_with_room_for_every_line(bars: int):
    labels = fit_labels(["therapist " * 40] * bars)
    height = chart(labels).height
    assert height <= TALLEST
    lines = -(-len(labels[0]) // LINE)
    assert (height - 590_000) / bars >= lines * LETTERS / 100 * 1.15 * 12_700


@pytest.mark.parametrize("bars", [1, 14, 25, 26, 40])
def test_two_numbers_beside_one_label_do_not_lie_over_each_other(bars: int):
    one = chart(fit_labels(["A label"] * bars))
    size = max(int(node.get("sz", 0)) for node in numbers_of(etree.fromstring(chart_xml(one, "book"))))
    assert (one.height - 590_000) / bars / 2.45 >= size / 100 * 0.72 * 12_700, "the height of a digit"


def numbers_of(root: etree._Element) -> list[etree._Element]:
    """The letters in which the numbers at the bars are set."""
    return root.findall(f".//{C}dLbls//{A}defRPr")


def test_the_axis_begins_and_ends_with_the_scale(instruments: Instruments):
    content = content_of(instruments, all_summaries(instruments))
    ends = {"needs": (1, 5), "readiness": (1, 5), "capacity": (0, 100)}
    for name, (low, high) in ends.items():
        one = getattr(content, name)[0].chart
        scaling = etree.fromstring(chart_xml(one, "book")).find(f".//{C}valAx/{C}scaling")
        assert scaling is not None
        assert [scaling.find(f"{C}{end}").get("val") for end in ("min", "max")] == [str(low), str(high)]  # type: ignore[union-attr]
        crossing = etree.fromstring(chart_xml(one, "book")).find(f".//{C}catAx/{C}crosses")
        assert crossing is not None
        assert crossing.get("val") == "min", "bars begin where the axis does"


def test_no_bar_hides_another(instruments: Instruments):
    root = etree.fromstring(chart_xml(content_of(instruments, all_summaries(instruments)).needs[0].chart, "book"))
    assert root.find(f".//{C}overlap") is None
    assert {place.get("val") for place in root.iter(f"{C}dLblPos")} == {"outEnd"}


def test_a_plan_holds_its_charts_with_their_numbers_and_findings(instruments: Instruments):
    content = content_of(instruments, all_summaries(instruments))
    plan = compose(TEMPLATE, content)
    parts = parts_of(plan)
    charts = [block.chart for block in (*content.needs, *content.readiness, *content.capacity) if block.chart]
    anchors = body_of(plan).findall(f".//{WP}inline")
    links = {one.get("Id"): one.get("Target") for one in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    assert len(charts) == len(anchors) >= 3
    ids = [one.find(f"{WP}docPr").get("id") for one in anchors]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    for one, anchor in zip(charts, anchors, strict=True):
        assert anchor.find(f"{WP}docPr").get("descr") == one.finding  # type: ignore[union-attr]
        target = links[anchor.find(f".//{C}chart").get(f"{R}id")]  # type: ignore[union-attr]
        name = str(target).rpartition("/")[2]
        root = etree.fromstring(parts[f"word/{target}"])
        book = etree.fromstring(parts[f"word/charts/_rels/{name}.rels"])[0].get("Target")
        assert drawn(root) == sheet(parts[f"word/{str(book).removeprefix('../')}"])
        values = [float(value) for value in one.series[0].values]
        assert [float(row[1]) for row in drawn(root)[1:]] == pytest.approx(values, abs=1e-4)
    types = parts["[Content_Types].xml"].decode()
    assert types.count("drawingml.chart+xml") == len(charts)
    assert 'Extension="xlsx"' in types


def test_the_picture_and_the_text_round_alike(instruments: Instruments):
    capacity = content_of(instruments, [summary_of(newest(instruments, "capacity"))]).capacity[0]
    for row, value in zip(capacity.rows, capacity.chart.series[0].values, strict=True):
        assert row.value == f"{int(value + 0.5)}%"


def test_a_chart_without_data_says_so_in_its_place(instruments: Instruments):
    summary = summary_of(newest(instruments, "readiness"), forms=3)
    plan = compose(TEMPLATE, content_of(instruments, [summary]))
    assert body_of(plan).find(f".//{C}chart") is None
    assert "\nwithheld: only 3 answers, 5 needed\n" in text_of(body_of(plan))
    assert not any("charts/" in name for name in parts_of(plan))
