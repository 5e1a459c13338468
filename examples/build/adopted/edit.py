"""Completes a Word form by editing its XML, and leaves behind what Word leaves behind."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from lxml import etree

from examples.build.adopted.ooxml import DECLARED, HEAD, NAMESPACES, OFFICE, RELATIONS, para, run

NS = dict(NAMESPACES)
WINGDINGS = {"✓": "F0FC", "✗": "F0FB", "☒": "F0FD", "☑": "F0FE"}
AUTHOR = 'w:author="{}" w:date="2026-09-21T10:1{}:00Z"'
MS_GOTHIC = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'


def wingding(mark: str) -> str:
    """A run with this mark in Wingdings, as Insert Symbol leaves it."""
    return f'<w:r><w:sym w:font="Wingdings" w:char="{WINGDINGS[mark]}"/></w:r>'


def added(text: str, number: int = 900, author: str = "Dana Whitlock", properties: str = "") -> str:
    """A run typed while changes were tracked."""
    return f'<w:ins w:id="{number}" {AUTHOR.format(author, number % 10)}>{run(text, properties)}</w:ins>'


def removed(text: str, number: int = 950, author: str = "Dana Whitlock", properties: str = "") -> str:
    """A run deleted while changes were tracked."""
    gone = run(text, properties).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="{number}" {AUTHOR.format(author, number % 10)}>{gone}</w:del>'


def ellipse(width: float, height: float, left: float, top: float, number: int = 7) -> str:
    """An empty ellipse in front of the text, placed in points from its paragraph, as Insert Shapes leaves it."""
    cx, cy, x, y = (round(one * 12700) for one in (width, height, left, top))
    shape = (
        '<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="19050"><a:solidFill><a:srgbClr val="1F3FBF"/></a:solidFill></a:ln></wps:spPr>'
        '<wps:bodyPr rot="0" vert="horz" wrap="square" anchor="ctr"/></wps:wsp>'
    )
    anchored = (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="25165'
        f'{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Oval {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor>"
    )
    old = (
        f'<w:pict><v:oval id="Oval {number}" style="position:absolute;margin-left:{left}pt;margin-top:{top}pt;'
        f'width:{width}pt;height:{height}pt;z-index:{number};visibility:visible" filled="f" strokecolor="#1f3fbf" '
        'strokeweight="1.5pt"/></w:pict>'
    )
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchored}'
        f"</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


class Edited:
    """A Word form on somebody's screen; its places are found by their keys."""

    def __init__(self, main: str) -> None:
        self._root = etree.fromstring(main.encode())
        self._comments: list[str] = []

    def place(self, key: str) -> Any:
        """The element with this key."""
        found = self._root.xpath("//*[@k=$key]", key=key)
        if len(found) != 1:
            raise ValueError(f"{len(found)} places have the key {key}.")
        return found[0]

    def put(self, key: str, *inside: str) -> None:
        """Type into a cell or paragraph, after what stands there; what is not XML is text."""
        home = self._paragraph(key)
        for one in inside:
            home.extend(_elements(one if one.startswith("<") else run(one)))

    def lines(self, key: str, *texts: str) -> None:
        """Type into a cell, a paragraph for each text."""
        self.put(key, texts[0])
        last = self._paragraph(key)
        for one in texts[1:]:
            following = deepcopy(last)
            for each in following.xpath("w:r", namespaces=NS):
                following.remove(each)
            following.extend(_elements(run(one)))
            last.addnext(following)
            last = following

    def swap(self, key: str, old: str, *new: str) -> None:
        """Put these runs where `old` stands in the text of one run; the rest of it stays as it is."""
        for each in self.place(key).iter(_name("r")):
            said = "".join(
                "\t" if one.tag == _name("tab") else one.text for one in each.xpath("w:t|w:tab", namespaces=NS)
            )
            if old in said:
                before, _, after = said.partition(old)
                self._split(each, before, new, after)
                return
        raise ValueError(f"No run of {key} says {old!r}.")

    def replace(self, key: str, xml: str) -> None:
        """Put this in the place of an element."""
        here = self.place(key)
        for one in _elements(xml):
            here.addprevious(one)
        here.getparent().remove(here)

    def after(self, key: str, xml: str) -> None:
        """Put this after an element."""
        for one in reversed(_elements(xml)):
            self.place(key).addnext(one)

    def drop_row(self, key: str) -> None:
        """Delete the row of a table in which this place is."""
        gone = self.place(key).xpath("ancestor-or-self::w:tr[1]", namespaces=NS)[0]
        gone.getparent().remove(gone)

    def row_after(self, key: str, *texts: str) -> None:
        """Add a row to a table below the one with this key, as the Tab key does, and type into it."""
        below = self.place(key).xpath("ancestor-or-self::w:tr[1]", namespaces=NS)[0]
        fresh = deepcopy(below)
        for each in fresh.iter():
            each.attrib.pop("k", None)
        cells = fresh.xpath("w:tc", namespaces=NS)
        for box, said in zip(cells, texts, strict=True):
            paragraphs = box.xpath("w:p", namespaces=NS)
            for extra in paragraphs[1:]:
                box.remove(extra)
            for each in paragraphs[0].xpath("w:r", namespaces=NS):
                paragraphs[0].remove(each)
            if said:
                paragraphs[0].extend(_elements(run(said)))
        below.addnext(fresh)

    def comment(self, key: str, text: str, author: str = "Dana Whitlock") -> None:
        """Fasten a comment to a place."""
        number = len(self._comments)
        home = self._paragraph(key)
        at = 1 if len(home) and home[0].tag == _name("pPr") else 0
        home.insert(at, _elements(f'<w:commentRangeStart w:id="{number}"/>')[0])
        home.extend(
            _elements(
                f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                f'<w:commentReference w:id="{number}"/></w:r>'
            )
        )
        self._comments.append(
            f'<w:comment w:id="{number}" {AUTHOR.format(author, 5)} w:initials="DW">'
            f"{para('<w:r><w:annotationRef/></w:r>', run(text), style='CommentText')}</w:comment>"
        )

    def enter(self, key: str, text: str, properties: str = "") -> None:
        """Type into a content control."""
        shown, held = self._control(key)
        self._answered(shown, held)
        paragraphs = held.xpath(".//w:p", namespaces=NS)
        home = paragraphs[0] if paragraphs else held
        for each in home.xpath("w:r", namespaces=NS):
            home.remove(each)
        first, *rest = text.split("\n")
        home.extend(_elements(run(first, properties)))
        for one in reversed(rest):
            home.addnext(_elements(para(run(one)))[0])

    def choose(self, key: str, printed: str) -> None:
        """Choose an entry of a drop-down control."""
        shown, _ = self._control(key)
        entries = shown.xpath("w:dropDownList/w:listItem/@w:displayText", namespaces=NS)
        if printed not in entries:
            raise ValueError(f"{key} does not offer {printed}.")
        self.enter(key, printed)

    def pick(self, key: str, when: date) -> None:
        """Pick a day in a date control."""
        shown, _ = self._control(key)
        self.enter(key, f"{when.month}/{when.day}/{when.year}")
        kind = shown.xpath("w:date", namespaces=NS)[0]
        kind.set(_name("fullDate"), f"{when.isoformat()}T00:00:00Z")

    def tick(self, key: str) -> None:
        """Click a check box control."""
        shown, held = self._control(key)
        shown.xpath("w14:checkbox/w14:checked", namespaces=NS)[0].set(f"{{{NS['w14']}}}val", "1")
        held.xpath(".//w:t", namespaces=NS)[0].text = "☒"

    def type_field(self, key: str, text: str) -> None:
        """Type into a form field for text."""
        begin = self.place(key)
        shown = _shown_of(begin)
        kept = shown[0].find(_name("rPr"))
        for each in shown[1:]:
            each.getparent().remove(each)
        for each in list(shown[0]):
            if each is not kept:
                shown[0].remove(each)
        shown[0].extend(_elements(run(text))[0])

    def tick_field(self, key: str) -> None:
        """Click a form field that is a check box."""
        box = self.place(key).xpath(".//w:checkBox", namespaces=NS)[0]
        box.append(_elements("<w:checked/>")[0])

    def choose_field(self, key: str, printed: str) -> None:
        """Choose an entry of a form field that is a drop-down."""
        listed = self.place(key).xpath(".//w:ddList", namespaces=NS)[0]
        entries = listed.xpath("w:listEntry/@w:val", namespaces=NS)
        listed.insert(0, _elements(f'<w:result w:val="{entries.index(printed)}"/>')[0])

    def xml(self) -> str:
        """The main part as it is now."""
        return HEAD + etree.tostring(self._root, encoding="unicode")

    def parts(self) -> Mapping[str, tuple[str, str, str]]:
        """The further parts that came into being."""
        if not self._comments:
            return {}
        said = f"{HEAD}<w:comments {DECLARED}>{''.join(self._comments)}</w:comments>"
        return {"word/comments.xml": ("comments", f"{OFFICE}.comments+xml", said)}

    def _paragraph(self, key: str) -> Any:
        here = self.place(key)
        return here if here.tag == _name("p") else here.xpath(".//w:p", namespaces=NS)[0]

    def _control(self, key: str) -> tuple[Any, Any]:
        here = self.place(key)
        return here.find(_name("sdtPr")), here.find(_name("sdtContent"))

    def _answered(self, shown: Any, held: Any) -> None:
        for each in shown.xpath("w:showingPlcHdr", namespaces=NS):
            shown.remove(each)
        for each in held.xpath(".//w:rStyle[@w:val='PlaceholderText']", namespaces=NS):
            each.getparent().remove(each)

    def _split(self, each: Any, before: str, new: tuple[str, ...], after: str) -> None:
        properties = each.find(_name("rPr"))
        same = "" if properties is None else "".join(etree.tostring(one, encoding="unicode") for one in properties)
        told = (before and run(before, same)) + "".join(new) + (after and run(after, same))
        for one in _elements(told):
            each.addprevious(one)
        each.getparent().remove(each)


def _shown_of(begin: Any) -> list[Any]:
    """The runs between a field's separator and its end."""
    found: list[Any] = []
    showing = False
    for each in begin.itersiblings(_name("r")):
        kinds = each.xpath("w:fldChar/@w:fldCharType", namespaces=NS)
        if kinds == ["end"]:
            return found
        if showing:
            found.append(each)
        showing = showing or kinds == ["separate"]
    raise ValueError("The field does not end.")


def _elements(xml: str) -> list[Any]:
    return list(etree.fromstring(f"<w:x {DECLARED} xmlns:rel='{RELATIONS}'>{xml}</w:x>"))


def _name(local: str) -> str:
    return f"{{{NS['w']}}}{local}"
