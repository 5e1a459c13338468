"""The eighteen ways in which a Word form holds an answer, one after the other, in the XML that Word writes for each."""

import pytest

from planwright.model import FieldKind, State
from tests.extractors.word_files import NAMESPACES, fields_of, glossary

TEXT, CHOICE, MARK = FieldKind.TEXT, FieldKind.CHOICE, FieldKind.MARK
ANSWERED, PLACEHOLDER = State.ANSWERED, State.PLACEHOLDER

PROPERTIES = '<w:sdtPr><w:alias w:val="Goal"/><w:tag w:val="goal"/><w:id w:val="-1580125633"/>{}</w:sdtPr>'
TEXT_PROPERTIES = PROPERTIES.format("<w:text/>")
SETTINGS = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="goal"/><w:enabled/>'
BEGUN = '</w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("separate", "end"))
BY = 'w:author="B" w:date="2026-09-30T10:00:00Z"'

BLOCK = f"""
<w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:after="0"/></w:pPr>
<w:r><w:rPr><w:b/></w:rPr><w:t>Read daily</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
INLINE = f"""
<w:p><w:r><w:t xml:space="preserve">Goal: </w:t></w:r><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read</w:t></w:r>
<w:r><w:t xml:space="preserve"> daily</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>.</w:t></w:r></w:p>"""
CELL = f"""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Goal</w:t></w:r></w:p>
</w:tc>
<w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r>
<w:t>Read daily</w:t>
</w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"""
ROW = f"""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:sdt>{PROPERTIES.format("")}<w:sdtContent><w:tr>
<w:tc><w:p>
<w:r><w:t>Read daily</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"""
DROP_DOWN = f"""
<w:p><w:sdt>{
    PROPERTIES.format(
        '<w:dropDownList w:lastValue="3"><w:listItem w:displayText="Seldom" w:value="2"/>'
        '<w:listItem w:displayText="Often" w:value="3"/></w:dropDownList>'
    )
}
<w:sdtContent><w:r><w:t>Often</w:t></w:r></w:sdtContent></w:sdt></w:p>"""
CHECK_BOX = f"""
<w:p><w:sdt>{
    PROPERTIES.format(
        '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" '
        'w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
}<w:sdtContent>
<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>
</w:p>"""
OLDER_BOX = f"""
<w:p>{SETTINGS}<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>{BEGUN.format("FORMCHECKBOX")}
{SEPARATE}{END}</w:p>"""
OLDER_TEXT = f"""
<w:p>{SETTINGS}<w:textInput><w:maxLength w:val="50"/></w:textInput>{BEGUN.format("FORMTEXT")}{SEPARATE}
<w:r><w:rPr><w:noProof/></w:rPr><w:t>Read daily</w:t></w:r>{END}</w:p>"""
OLDER_LIST = f"""
<w:p>{SETTINGS}<w:ddList><w:result w:val="1"/><w:listEntry w:val="Seldom"/><w:listEntry w:val="Often"/></w:ddList>
{BEGUN.format("FORMDROPDOWN")}{SEPARATE}{END}</w:p>"""
INSERTION = f"""
<w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read</w:t></w:r><w:ins w:id="1" {BY}><w:r>
<w:t xml:space="preserve"> daily</w:t>
</w:r></w:ins></w:sdtContent></w:sdt></w:p>"""
DELETION = f"""
<w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read daily</w:t></w:r><w:del w:id="1" {BY}><w:r>
<w:delText xml:space="preserve"> or not</w:delText></w:r></w:del></w:sdtContent></w:sdt></w:p>"""
MOVED_HERE = f"""
<w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read</w:t></w:r>
<w:moveToRangeStart w:id="1" {BY} w:name="move1"/>
<w:moveTo w:id="2" {BY}><w:r><w:t xml:space="preserve"> daily</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="1"/>
</w:sdtContent></w:sdt></w:p>"""
MOVED_AWAY = f"""
<w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read daily</w:t></w:r>
<w:moveFromRangeStart w:id="1" {BY} w:name="move1"/><w:moveFrom w:id="2" {BY}><w:r>
<w:t xml:space="preserve"> or not</w:t></w:r>
</w:moveFrom><w:moveFromRangeEnd w:id="1"/></w:sdtContent></w:sdt></w:p>"""
SMART_TAG = f"""
<w:p><w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">
<w:sdt>{TEXT_PROPERTIES}<w:sdtContent>
<w:r><w:t xml:space="preserve">Read </w:t></w:r>
<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="date">
<w:smartTagPr><w:attr w:name="Hour" w:val="9"/></w:smartTagPr><w:r><w:t>daily</w:t></w:r></w:smartTag>
</w:sdtContent></w:sdt>
</w:smartTag></w:p>"""
BOXED = f"""
<w:txbxContent><w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read daily</w:t></w:r></w:sdtContent></w:sdt>
</w:p>"""
TEXT_BOX = f"""
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOXED}</w:txbxContent>
</wps:txbx>
</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOXED}</w:txbxContent></v:textbox>
</v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
NESTED_TABLE = f"""
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Goals</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Goal</w:t></w:r></w:p>
</w:tc><w:tc>
<w:p><w:sdt>{TEXT_PROPERTIES}<w:sdtContent><w:r><w:t>Read daily</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>
</w:tr></w:tbl>
<w:p/></w:tc></w:tr></w:tbl>"""
WINGDINGS = f"""
<w:p><w:sdt>{
    PROPERTIES.format(
        '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="00FE" '
        'w14:font="Wingdings"/><w14:uncheckedState w14:val="00A8" w14:font="Wingdings"/></w14:checkbox>'
    )
}<w:sdtContent>
<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:sdtContent></w:sdt></w:p>"""
PROMPT = f"""
<w:p><w:sdt>{PROPERTIES.format('<w:placeholder><w:docPart w:val="P1"/></w:placeholder><w:showingPlcHdr/><w:text/>')}
<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Type a goal</w:t></w:r></w:sdtContent>
</w:sdt></w:p>"""

EIGHTEEN = {
    "control around paragraphs": (BLOCK, TEXT, "Read daily", ANSWERED, None),
    "control in a line": (INLINE, TEXT, "Read daily", ANSWERED, None),
    "control around a cell": (CELL, TEXT, "Read daily", ANSWERED, None),
    "control around a row": (ROW, TEXT, "Read daily", ANSWERED, None),
    "drop-down": (DROP_DOWN, CHOICE, "Often", ANSWERED, None),
    "check box": (CHECK_BOX, MARK, True, ANSWERED, None),
    "older check box": (OLDER_BOX, MARK, True, ANSWERED, None),
    "older text field": (OLDER_TEXT, TEXT, "Read daily", ANSWERED, None),
    "older drop-down": (OLDER_LIST, CHOICE, "Often", ANSWERED, None),
    "insertion": (INSERTION, TEXT, "Read daily", ANSWERED, "Read"),
    "deletion": (DELETION, TEXT, "Read daily", ANSWERED, "Read daily or not"),
    "moved to here": (MOVED_HERE, TEXT, "Read daily", ANSWERED, "Read"),
    "moved away": (MOVED_AWAY, TEXT, "Read daily", ANSWERED, "Read daily or not"),
    "smart tag": (SMART_TAG, TEXT, "Read daily", ANSWERED, None),
    "text box, once": (TEXT_BOX, TEXT, "Read daily", ANSWERED, None),
    "nested table": (NESTED_TABLE, TEXT, "Read daily", ANSWERED, None),
    "tick of Wingdings": (WINGDINGS, MARK, True, ANSWERED, None),
    "prompt": (PROMPT, TEXT, None, PLACEHOLDER, None),
}


@pytest.mark.parametrize("way", EIGHTEEN)
def test_an_answer_is_read_in_each_of_eighteen_ways(way: str):
    xml, kind, value, state, before = EIGHTEEN[way]
    stories = {"glossaryDocument": glossary(P1="Type a goal")}
    [field] = fields_of(xml.replace("\n", ""), stories=stories)
    assert (field.key, field.kind, field.value, field.state) == ("goal", kind, value, state)
    assert field.before == before


def test_each_way_is_in_the_xml_that_names_it():
    assert len(EIGHTEEN) == len({xml for xml, *_ in EIGHTEEN.values()}) == 18
    assert all(f"xmlns:{prefix}=" in NAMESPACES for prefix in ("w", "w14", "mc", "wps", "v"))
