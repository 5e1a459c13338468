"""The order of elements that ISO/IEC 29500-1 (transitional) lays down, for every element a blank form holds.

`ORDERED` gives the sequence of each complex type with all its members, as the standard's schema wml.xsd has it; an
element may be left out, but none may come before its turn. `MIXED` are those whose children may stand in any order.
"""

from collections.abc import Iterator

from lxml import etree

_RPR = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
eastAsianLayout specVanish oMath"""
_PPR = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
_TABLE = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"""
_KINDS = """equation comboBox date docPartObj docPartList dropDownList picture richText text citation group bibliography
checkbox repeatingSection repeatingSectionItem"""
_SETTINGS = """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride
styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders
bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags
alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr
attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade
captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol
listSeparator"""
_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"

ORDERED = {
    name: tuple(members.split())
    for name, members in {
        "document": "background body",
        "ftr": "tbl p",  # any blocks; ours end with the paragraph a footer must have
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex *",
        "placeholder": "docPart",
        "date": "dateFormat lid storeMappedDataAs calendar",
        "checkbox": "checked checkedState uncheckedState",
        "repeatingSection": "sectionTitle doNotAllowInsertDeleteSection",
        "numPr": "ilvl numId numberingChange ins",
        "pBdr": "top left bottom right between bar",
        "tbl": "tblPr tblGrid *",
        "tblPr": _TABLE,
        "tblBorders": _EDGES,
        "tblCellMar": "top left start bottom right end",
        "tr": "tblPrEx trPr *",
        "tc": "tcPr *",
        "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
hideMark""",
        "p": "pPr *",
        "pPr": _PPR,
        "r": "rPr *",
        "rPr": _RPR,
        "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat
locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
        "settings": _SETTINGS,
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "num": "abstractNumId lvlOverride",
        "glossaryDocument": "background docParts",
        "docPart": "docPartPr docPartBody",
        "docPartPr": "name style category types behaviors description guid",
        "category": "name gallery",
        "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
        "pic": "nvPicPr blipFill spPr",
        "nvPicPr": "cNvPr cNvPicPr",
        "blipFill": "blip srcRect tile stretch",
        "spPr": "xfrm prstGeom",
        "xfrm": "off ext",
    }.items()
}
# trPr is a choice without an order; so is what blocks, runs and lists are made of.
_MIXED = """body sdtContent trPr tblGrid docParts docPartBody compat rPrDefault pPrDefault drawing graphic graphicData
cNvGraphicFramePr stretch prstGeom types behaviors dropDownList comboBox"""
MIXED = frozenset(_MIXED.split())


def disorder(root: etree._Element) -> Iterator[str]:
    """Every place where a child stands before its turn, or where the standard knows no such child."""
    for parent in root.iter(etree.Element):
        name = etree.QName(parent).localname
        children = [etree.QName(child).localname for child in parent]
        if not children or name in MIXED:
            continue
        if name not in ORDERED:
            yield f"{name} is not among the elements known here"
            continue
        order = ORDERED[name]
        rest = order.index("*") if "*" in order else None
        turns = [order.index(child) if child in order else rest for child in children]
        if name == "sdtPr" and children[-1] not in _KINDS.split():
            yield f"sdtPr ends with {children[-1]}, which is no kind of control"
        if None in turns:
            yield f"{name} holds {children[turns.index(None)]}"
        elif turns != sorted(turns, key=int):  # type: ignore[arg-type]
            yield f"{name} has its children in the order {' '.join(children)}"
