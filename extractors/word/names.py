"""The names of the elements and attributes of Word's XML that reading a form asks for.

Only the transitional namespaces are named: `package` brings a strict one to them before it is parsed.
"""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_W16SE = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AX = "{http://schemas.microsoft.com/office/2006/activeX}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

VAL = f"{_W}val"

# -- the parts and their stories -----------------------------------------------------------------------------------
DOCUMENT, BODY, PARAGRAPH, RUN, TEXT = f"{_W}document", f"{_W}body", f"{_W}p", f"{_W}r", f"{_W}t"
TABLE, ROW, CELL, TEXT_BOX = f"{_W}tbl", f"{_W}tr", f"{_W}tc", f"{_W}txbxContent"
RUN_PROPERTIES, PARAGRAPH_PROPERTIES = f"{_W}rPr", f"{_W}pPr"
TABLE_PROPERTIES, TABLE_GRID, SECTION_PROPERTIES = f"{_W}tblPr", f"{_W}tblGrid", f"{_W}sectPr"
BOOKMARK_START, BOOKMARK_END, PROOFING = f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}proofErr"
DIAGONALS, DRAWN_SIZE = (f"{_W}tl2br", f"{_W}tr2bl"), f"{_W}sz"
SIDES = tuple(tuple(f"{_W}{side}" for side in same.split()) for same in ("top", "left start", "bottom", "right end"))
TABLE_BORDERS, CELL_BORDERS, PARAGRAPH_BORDERS = f"{_W}tblBorders", f"{_W}tcBorders", f"{_W}pBdr"
COLORED = f"{_W}color"  # the attribute that says the color of a border
ROW_PROPERTIES, CELL_PROPERTIES, GRID_SPAN = f"{_W}trPr", f"{_W}tcPr", f"{_W}gridSpan"

# -- how a run or a cell looks ---------------------------------------------------------------------------------------
BOLD, ITALIC, UNDERLINE, EMPHASIS = f"{_W}b", f"{_W}i", f"{_W}u", f"{_W}em"
CAPITALS, SMALL_CAPITALS, SIZE, MERGED_DOWN = f"{_W}caps", f"{_W}smallCaps", f"{_W}sz", f"{_W}vMerge"
OUTLINED, SHADOWED, EMBOSSED, ENGRAVED = f"{_W}outline", f"{_W}shadow", f"{_W}emboss", f"{_W}imprint"
EFFECTS = tuple(f"{_W14}{one}" for one in ("shadow", "glow", "reflection", "textOutline", "textFill"))
HIGHLIGHT, SHADING, FILL, BORDERED, COLOR = f"{_W}highlight", f"{_W}shd", f"{_W}fill", f"{_W}bdr", f"{_W}color"

# -- the numbers that Word counts before paragraphs ------------------------------------------------------------------
NUMBERED, NUMBERED_BY, NUMBER_LEVEL = f"{_W}numPr", f"{_W}numId", f"{_W}ilvl"
NUMBER, NUMBER_ID, ABSTRACT_NUMBER = f"{_W}num", f"{_W}numId", f"{_W}abstractNum"
ABSTRACT_NUMBER_ID, LEVEL, LEVEL_TEXT = f"{_W}abstractNumId", f"{_W}lvl", f"{_W}lvlText"
NUMBER_FORMAT, NUMBER_START = f"{_W}numFmt", f"{_W}start"
LEVEL_OVERRIDE, START_OVERRIDE = f"{_W}lvlOverride", f"{_W}startOverride"

# -- what stands in a run besides text -----------------------------------------------------------------------------
TAB, POSITIONED_TAB, BREAK, CARRIAGE_RETURN = f"{_W}tab", f"{_W}ptab", f"{_W}br", f"{_W}cr"
TABS = f"{_W}tabs"
NO_BREAK_HYPHEN, SOFT_HYPHEN, SYMBOL = f"{_W}noBreakHyphen", f"{_W}softHyphen", f"{_W}sym"
SYMBOL_CHAR, SYMBOL_FONT = f"{_W}char", f"{_W}font"
FONTS, FONT_OF_ASCII, FONT_OF_OTHERS = f"{_W}rFonts", f"{_W}ascii", f"{_W}hAnsi"
EMOJI, EMOJI_CHAR = f"{_W16SE}symEx", f"{_W16SE}char"
HEADER, FOOTER = f"{_W}hdr", f"{_W}ftr"
SIMPLE_FIELD, SIMPLE_INSTRUCTION = f"{_W}fldSimple", f"{_W}instr"
FIELD_CHAR, FIELD_CHAR_TYPE, INSTRUCTION = f"{_W}fldChar", f"{_W}fldCharType", f"{_W}instrText"
RUBY, RUBY_BASE = f"{_W}ruby", f"{_W}rubyBase"
MATH, MATH_RUN, MATH_TEXT = f"{_M}oMath", f"{_M}r", f"{_M}t"
DRAWING, PICTURE, OBJECT = f"{_W}drawing", f"{_W}pict", f"{_W}object"
BLIP = f"{_A}blip"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
INK = f"{_W14}contentPart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
EMBEDDED = f"{_W}altChunk"
_WPS, _V = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}", "{urn:schemas-microsoft-com:vml}"
_SHAPES = ("shape", "oval", "rect", "roundrect", "line", "polyline", "curve", "arc")
SHAPES = (f"{_WPS}wsp", *(f"{_V}{name}" for name in _SHAPES))
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ANCHORED, INLINE, FRAME = f"{_WP}anchor", f"{_WP}inline", f"{_W}framePr"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
VANISH, STRUCK, STRUCK_TWICE = f"{_W}vanish", f"{_W}strike", f"{_W}dstrike"
SPECIAL_VANISH, HIDDEN_ROW = f"{_W}specVanish", f"{_W}hidden"
RUN_STYLE, PARAGRAPH_STYLE = f"{_W}rStyle", f"{_W}pStyle"
TABLE_STYLE, THEME_COLOR, POSITION = f"{_W}tblStyle", f"{_W}themeColor", f"{_W}position"
STYLE, STYLE_ID, BASED_ON = f"{_W}style", f"{_W}styleId", f"{_W}basedOn"
RAISED, TURNED = f"{_W}vertAlign", f"{_W}bdo"

# -- what is not in the final version, and what was not there before ------------------------------------------------
DELETED, DELETED_TEXT, DELETED_INSTRUCTION = f"{_W}del", f"{_W}delText", f"{_W}delInstrText"
MOVED_FROM, CELL_DELETED = f"{_W}moveFrom", f"{_W}cellDel"
INSERTED, MOVED_TO, CELL_INSERTED = f"{_W}ins", f"{_W}moveTo", f"{_W}cellIns"
TAG_INSERTED_START, TAG_INSERTED_END = f"{_W}customXmlInsRangeStart", f"{_W}customXmlInsRangeEnd"
TAG_PLACED_START, TAG_PLACED_END = f"{_W}customXmlMoveToRangeStart", f"{_W}customXmlMoveToRangeEnd"
AUTHOR, RESTYLED = f"{_W}author", f"{_W}rPrChange"
TAG_DELETED_START, TAG_DELETED_END = f"{_W}customXmlDelRangeStart", f"{_W}customXmlDelRangeEnd"
TAG_MOVED_START, TAG_MOVED_END = f"{_W}customXmlMoveFromRangeStart", f"{_W}customXmlMoveFromRangeEnd"
RANGE_ID = f"{_W}id"
ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"

# -- comments -----------------------------------------------------------------------------------------------------
COMMENT, COMMENT_REFERENCE = f"{_W}comment", f"{_W}commentReference"
COMMENT_START, COMMENT_END = f"{_W}commentRangeStart", f"{_W}commentRangeEnd"
PARAGRAPH_ID, COMMENT_THREAD = f"{_W14}paraId", f"{_W15}commentEx"
COMMENT_PARAGRAPH, COMMENT_PARENT = f"{_W15}paraId", f"{_W15}paraIdParent"

# -- content controls ----------------------------------------------------------------------------------------------
CONTROL, CONTROL_PROPERTIES, CONTROL_CONTENT = f"{_W}sdt", f"{_W}sdtPr", f"{_W}sdtContent"
KEY, ALIAS, SHOWING_PROMPT = f"{_W}tag", f"{_W}alias", f"{_W}showingPlcHdr"
CONTROL_ID, LOCK = f"{_W}id", f"{_W}lock"
BOUND_STORE, BOUND_PATH, BOUND_PREFIXES = f"{_W}storeItemID", f"{_W}xpath", f"{_W}prefixMappings"
PROMPT, BINDING, ROWS_BINDING = f"{_W}placeholder", f"{_W}dataBinding", f"{_W15}dataBinding"
DROP_DOWN, COMBO_BOX, PLAIN_TEXT = f"{_W}dropDownList", f"{_W}comboBox", f"{_W}text"
ITEM_SHOWN, ITEM_VALUE, LAST_VALUE = f"{_W}displayText", f"{_W}value", f"{_W}lastValue"
DATE, FULL_DATE, DATE_FORMAT = f"{_W}date", f"{_W}fullDate", f"{_W}dateFormat"
DATE_LANGUAGE, CALENDAR = f"{_W}lid", f"{_W}calendar"
CHECK_BOX, CHECKED = f"{_W14}checkbox", f"{_W14}checked"
CHECKED_STATE, UNCHECKED_STATE, CHECK_VAL = f"{_W14}checkedState", f"{_W14}uncheckedState", f"{_W14}val"
PICTURE_CONTROL, BLOCK_LIST, BLOCK = f"{_W}picture", f"{_W}docPartList", f"{_W}docPartObj"
BIBLIOGRAPHY, GROUP = f"{_W}bibliography", f"{_W}group"
REPEATING_SECTION, REPEATING_ITEM = f"{_W15}repeatingSection", f"{_W15}repeatingSectionItem"

# -- Word's form fields from before content controls ---------------------------------------------------------------
FORM_FIELD = f"{_W}ffData"
FORM_TEXT, FORM_CHECK_BOX, FORM_DROP_DOWN = f"{_W}textInput", f"{_W}checkBox", f"{_W}ddList"
FORM_NAME, FORM_TYPE, FORM_DEFAULT = f"{_W}name", f"{_W}type", f"{_W}default"
FORM_CHECKED, FORM_RESULT, FORM_ENTRY = f"{_W}checked", f"{_W}result", f"{_W}listEntry"
FORM_STATUS, FORM_HELP = f"{_W}statusText", f"{_W}helpText"

# -- ActiveX controls ----------------------------------------------------------------------------------------------
ACTIVE_X, ACTIVE_X_NAME, RELATION_ID = f"{_W}control", f"{_W}name", f"{_R}id"
ACTIVE_X_CLASS, ACTIVE_X_PERSISTENCE = f"{_AX}classid", f"{_AX}persistence"
ACTIVE_X_PROPERTY, ACTIVE_X_PROPERTY_NAME, ACTIVE_X_PROPERTY_VALUE = f"{_AX}ocxPr", f"{_AX}name", f"{_AX}value"

# -- the glossary, where prompts are kept --------------------------------------------------------------------------
GLOSSARY_PROPERTIES, GLOSSARY_NAME, GLOSSARY_BODY = f"{_W}docPartPr", f"{_W}name", f"{_W}docPartBody"
SCALE, SPACING, LINE, LINE_RULE = f"{_W}w", f"{_W}spacing", f"{_W}line", f"{_W}lineRule"
