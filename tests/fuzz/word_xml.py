"""Word files that no program would write, built of the names that Word knows: anything within anything.

Most children stand where Word puts them, so that the reader gets far; the others stand anywhere.
"""

from xml.sax.saxutils import escape, quoteattr

from tests.extractors.word_files import NAMESPACES, WORD_TYPE, content_types, relations, zipped
from tests.fuzz import inside, sound
from tests.fuzz.tape import Tape

# What an element may hold where Word writes it; `#` is text.
WITHIN = {
    "body": "p p tbl sdt sdt altChunk sectPr",
    "p": "pPr r r sdt sdt ins del hyperlink fldSimple bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd"
    " smartTag",
    "pPr": "pStyle numPr framePr rPr jc ind spacing pBdr sectPr pPrChange",
    "r": "rPr t t tab br cr sym fldChar instrText drawing pict object ruby delText noBreakHyphen mc:AlternateContent"
    " footnoteReference commentReference w16se:symEx",
    "rPr": "b i u strike vanish color sz highlight shd rFonts rStyle ins del w position vertAlign rPrChange bdr em"
    " caps",
    "tbl": "tblPr tblGrid tr tr sdt",
    "tblPr": "tblStyle tblBorders tblW tblpPr",
    "tblGrid": "gridCol gridCol",
    "tr": "trPr tc tc sdt",
    "trPr": "gridBefore gridAfter hidden ins del cnfStyle tblHeader",
    "tc": "tcPr p p tbl sdt",
    "tcPr": "gridSpan vMerge hMerge tcBorders shd cellDel cellIns tcW",
    "tcBorders": "top left bottom right tl2br tr2bl",
    "sdt": "sdtPr sdtContent sdtContent",
    "sdtPr": "tag tag alias id text dropDownList comboBox date w14:checkbox showingPlcHdr placeholder dataBinding"
    " lock group picture docPartObj bibliography w15:repeatingSection w15:repeatingSectionItem rPr temporary richText",
    "sdtContent": "p r r sdt tbl tr tc",
    "dropDownList": "listItem listItem listItem",
    "comboBox": "listItem",
    "date": "dateFormat lid calendar storeMappedDataAs",
    "w14:checkbox": "w14:checked w14:checkedState w14:uncheckedState",
    "placeholder": "docPart",
    "ins": "r sdt p",
    "del": "r sdt",
    "hyperlink": "r",
    "smartTag": "r sdt",
    "fldSimple": "r",
    "fldChar": "ffData",
    "ffData": "name textInput checkBox ddList statusText helpText enabled",
    "textInput": "type default format maxLength",
    "checkBox": "checked default size",
    "ddList": "result default listEntry listEntry",
    "numPr": "numId ilvl",
    "drawing": "wp:anchor wp:inline",
    "wp:anchor": "a:graphic",
    "wp:inline": "a:graphic",
    "a:graphic": "a:graphicData",
    "a:graphicData": "wps:wsp a:blip dgm:relIds",
    "wps:wsp": "wps:txbx",
    "wps:txbx": "txbxContent",
    "txbxContent": "p sdt",
    "pict": "v:shape v:oval v:rect",
    "v:shape": "v:textbox v:imagedata v:textpath",
    "v:textbox": "txbxContent",
    "object": "control v:shape",
    "mc:AlternateContent": "mc:Choice mc:Fallback",
    "mc:Choice": "drawing r p",
    "mc:Fallback": "pict r p",
    "ruby": "rt rubyBase",
    "rubyBase": "r",
    "m:oMath": "m:r",
    "m:r": "m:t",
    "t": "#",
    "delText": "#",
    "instrText": "#",
    "m:t": "#",
    "styles": "style style docDefaults",
    "style": "basedOn rPr pPr name",
    "docDefaults": "rPrDefault",
    "rPrDefault": "rPr",
    "numbering": "abstractNum num",
    "abstractNum": "lvl lvl numStyleLink",
    "lvl": "start numFmt lvlText",
    "num": "abstractNumId lvlOverride",
    "lvlOverride": "startOverride lvl",
    "comments": "comment",
    "comment": "p",
    "footnotes": "footnote",
    "footnote": "p",
    "hdr": "p sdt tbl",
    "settings": "documentProtection trackRevisions",
    "glossaryDocument": "docParts",
    "docParts": "docPart",
    "docPart": "docPartPr docPartBody",
    "docPartPr": "name",
    "docPartBody": "p",
}
NAMES = sorted({*WITHIN, *(name for names in WITHIN.values() for name in names.split())} - {"#"})
ATTRIBUTES = [
    "val",
    "id",
    "name",
    "type",
    "styleId",
    "fldCharType",
    "instr",
    "fullDate",
    "displayText",
    "value",
    "lastValue",
    "char",
    "font",
    "ascii",
    "hAnsi",
    "fill",
    "color",
    "themeColor",
    "author",
    "storeItemID",
    "xpath",
    "prefixMappings",
    "w",
    "sz",
    "ilvl",
    "numId",
    "abstractNumId",
    "line",
    "lineRule",
    "x",
    "y",
    "anchor",
    "hRule",
]
TAGS = (
    "statements.r01",
    "statements.r02=4",
    "identity.name",
    "change.practice",
    "planwright-stamp",
    "comments.easier.1",
    "",
)
ODD = (
    *TAGS,
    *[
        "0",
        "1",
        "2",
        "4",
        "-1",
        "on",
        "off",
        "true",
        "false",
        "begin",
        "separate",
        "end",
        "continue",
        "restart",
        "checkbox",
        "text",
        "none",
        "auto",
        "FFFFFF",
        "000000",
    ],
    *[
        "2026-09-30T00:00:00Z",
        "9999-99-99",
        "0000-00-00T00:00:00Z",
        "M/d/yyyy",
        "2612",
        "25A0",
        "110000",
        "D800",
        "2147483648",
        "-99999999999",
        "1e9",
    ],
    *[
        "ordinalText",
        "bullet",
        "decimal",
        "exact",
        "Normal",
        "Loop",
        "FORMTEXT",
        "FORMCHECKBOX",
        "PAGE",
        "NaN",
        "٣",
        "１２",
        "0x10",
        "{}",
        "%1.",
        "%9999",
        "..",
    ],
    "PW1/readiness/1/mesa/2026-fall",
    "FORMDROPDOWN \\* MERGEFORMAT",
    'DATE \\@ "',
    "/ns0:a[1]/ns0:b[1]",
    "//*[",
    "xmlns:ns0='x",
    "a" * 3000,
    "\u202eevil\u200b",
    "☒",
    "☐",
    "\U0001f600",
    "  ",
)
_KINDS = (
    "styles",
    "numbering",
    "comments",
    "footnotes",
    "header",
    "settings",
    "glossaryDocument",
    "control",
    "endnotes",
)
_ROOTS = {"header": "hdr", "control": "ocx", "endnotes": "footnotes"}
_TARGETS = (
    "styles.xml",
    "nowhere.xml",
    "../../../etc/passwd",
    "document.xml",
    "file:///etc/passwd",
    "http://x.example/",
    "",
)
_DEEPEST = 7


def element(tape: Tape, name: str, left: int = _DEEPEST) -> str:
    """The XML of an element of this name with whatever may be in it."""
    usual = WITHIN.get(name, "").split()
    inner = tape.some(4, lambda: _child(tape, usual, left - 1)) if left else ()
    return _tagged(name, "".join(inner), _attributes(tape))


def _child(tape: Tape, usual: list[str], left: int) -> str:
    way = tape.below(20)
    name = tape.one(usual if usual and way else NAMES)
    if name == "#" or way == 1:
        return escape(tape.one(ODD))
    if way == 2:
        return '<x:zzz xmlns:x="urn:none" x:val="1"><x:y/></x:zzz>'
    return control(tape) if way == 3 else element(tape, name, left)


def _attributes(tape: Tape) -> dict[str, str]:
    match tape.below(4):
        case 0:
            return {}
        case 1 | 2:
            return {"val": tape.one(ODD)}
        case _:
            return dict(tape.some(3, lambda: (tape.one(ATTRIBUTES), tape.one(ODD))))


def _tagged(name: str, inner: str, about: dict[str, str]) -> str:
    full = name if ":" in name else f"w:{name}"
    prefix = full.partition(":")[0]
    prefix = prefix if prefix in ("w14", "w15") else "w"
    said = "".join(f" {prefix}:{key}={quoteattr(one)}" for key, one in about.items())
    if "id" in about and len(about) > 1:
        said += f" r:id={quoteattr(about['id'])}"
    return f"<{full}{said}>{inner}</{full}>"


def control(tape: Tape) -> str:
    """A content control with a tag, and anything else about it and in it."""
    kinds = tape.some(2, lambda: element(tape, tape.one(WITHIN["sdtPr"].split()), 2))
    about = f'<w:tag w:val="{tape.one(TAGS)}"/>{"".join(kinds)}'
    shown = element(tape, tape.one(WITHIN["sdtContent"].split()), 4)
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def story(tape: Tape, root: str) -> str:
    """A part with this root."""
    usual = [name for name in WITHIN.get(root, "p").split() if name != "#"]
    inner = tape.some(6, lambda: control(tape) if tape.seldom(4) else element(tape, tape.one(usual)))
    return f"<w:{root} {NAMESPACES}>{''.join(inner)}</w:{root}>"


def grown(tape: Tape) -> bytes:
    """A package made of nothing: body, parts around it, relations, contents."""
    kinds = sorted(set(tape.some(4, lambda: tape.one(_KINDS))))
    targets = [(kind, f"{kind}.xml") for kind in kinds]
    targets += tape.some(2, lambda: (tape.one(_KINDS), tape.one(_TARGETS)))
    main = tape.one(_TARGETS) if tape.seldom(20) else "word/document.xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("x.main+xml" if tape.seldom(20) else WORD_TYPE),
        "_rels/.rels": relations(("officeDocument", main), ("custom-properties", "docProps/custom.xml")),
        "word/_rels/document.xml.rels": relations(*targets),
        "docProps/custom.xml": _STAMP,
        "word/document.xml": f"<w:document {NAMESPACES}>{story(tape, 'body')}</w:document>",
    }
    parts |= {f"word/{kind}.xml": story(tape, _ROOTS.get(kind, kind)) for kind in kinds}
    if tape.seldom(20):
        del parts[tape.one(sorted(parts))]
    return zipped(parts)


def grafted(tape: Tape) -> bytes:
    """An issued form into which strange elements were put."""
    form = tape.one([one for one in sound.short() if inside.is_package(one.data)])
    parts = dict(inside.parts_of(form.data))
    xml = parts["word/document.xml"].decode()
    for _ in range(1 + tape.below(3)):
        at = xml.find("<w:", xml.find("<w:body>") + 1 + tape.below(len(xml)))
        put = control(tape) if tape.seldom(3) else element(tape, tape.one(_GRAFTS), 4)
        xml = f"{xml[:at]}{put}{xml[at:]}" if at > 0 else xml
    parts["word/document.xml"] = _known(xml).encode()
    return inside.package_of(parts)


_GRAFTS = [
    "p",
    "r",
    "tr",
    "tc",
    "tbl",
    "sdt",
    "ins",
    "del",
    "sdtPr",
    "sdtContent",
    "rPr",
    "tcPr",
    "pPr",
    "t",
    "fldChar",
    "drawing",
]


def _known(xml: str) -> str:
    """The document with all prefixes known that may have come into it."""
    head, _, rest = xml.partition("<w:document")
    named, _, inner = rest.partition(">")
    more = " ".join(one for one in NAMESPACES.split(" ") if one.partition("=")[0] + "=" not in named)
    return f"{head}<w:document{named} {more}>{inner}"


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_STAMP = (
    f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="planwright-stamp">'
    "<vt:lpwstr>PW1/readiness/1/mesa/2026-fall</vt:lpwstr></property></Properties>"
)
