"""Content controls and the older form fields, as Word writes them."""

import zlib

from examples.build.adopted.ooxml import DECLARED, HEAD, PLACEHOLDER, para, run

PROMPTS = {
    "text": "Click or tap here to enter text.",
    "list": "Choose an item.",
    "date": "Click or tap to enter a date.",
}
GALLERY = {"text": "-1854013440", "list": "-1854013438", "date": "-1854013437"}
GOTHIC = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
SPACES = "\u2002" * 5  # what Word shows in an empty form field


def number_of(key: str) -> int:
    """The number Word gave this control."""
    return zlib.crc32(key.encode()) % 2**31


def control(
    key: str, *, kind: str = "text", title: str = "", tag: str = "", choices: tuple[str, ...] = (), inside: str = ""
) -> str:
    """A content control in a line: text, a list or a date, with the prompt that Word shows in it."""
    shown = inside or run(PROMPTS[kind], PLACEHOLDER)
    return _control(
        key, title, tag, _prompted(kind) + {"text": "<w:text/>", "list": _list(choices), "date": _DATE}[kind], shown
    )


def rich(key: str, paragraph: str, *, title: str = "", tag: str = "") -> str:
    """A content control around paragraphs, which takes any formatting; `paragraph` shows its prompt."""
    return _control(key, title, tag, _prompted("text"), paragraph)


def box(key: str, *, title: str = "", tag: str = "") -> str:
    """A check box, not ticked."""
    kind = (
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return _control(key, title, tag, kind, run("☐", GOTHIC))


def glossary() -> str:
    """The part that holds the prompts for controls which are emptied again."""
    parts = "".join(
        f'<w:docPart><w:docPartPr><w:name w:val="DefaultPlaceholder_{GALLERY[kind]}"/><w:category>'
        '<w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/>'
        '</w:types><w:behaviors><w:behavior w:val="content"/></w:behaviors></w:docPartPr><w:docPartBody>'
        f"{para(run(prompt, PLACEHOLDER))}</w:docPartBody></w:docPart>"
        for kind, prompt in PROMPTS.items()
    )
    return f"{HEAD}<w:glossaryDocument {DECLARED}><w:docParts>{parts}</w:docParts></w:glossaryDocument>"


def text_field(key: str, name: str, *, kind: str = "", most: int = 0) -> str:
    """A form field for text."""
    settings = (kind and f'<w:type w:val="{kind}"/>') + (f'<w:maxLength w:val="{most}"/>' if most else "")
    settings += '<w:format w:val="M/d/yyyy"/>' if kind == "date" else ""
    return _field(key, name, f"<w:textInput>{settings}</w:textInput>", "FORMTEXT", SPACES)


def box_field(key: str, name: str) -> str:
    """A form field that is a check box."""
    settings = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'
    return _field(key, name, settings, "FORMCHECKBOX", "")


def list_field(key: str, name: str, choices: tuple[str, ...]) -> str:
    """A form field that is a drop-down."""
    listed = "".join(f'<w:listEntry w:val="{one}"/>' for one in choices)
    return _field(key, name, f"<w:ddList>{listed}</w:ddList>", "FORMDROPDOWN", "")


_DATE = (
    '<w:date><w:dateFormat w:val="M/d/yyyy"/><w:lid w:val="en-US"/><w:storeMappedDataAs w:val="dateTime"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)


def _list(choices: tuple[str, ...]) -> str:
    listed = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in choices)
    return f'<w:dropDownList><w:listItem w:value="Choose an item."/>{listed}</w:dropDownList>'


def _prompted(kind: str) -> str:
    return f'<w:placeholder><w:docPart w:val="DefaultPlaceholder_{GALLERY[kind]}"/></w:placeholder><w:showingPlcHdr/>'


def _control(key: str, title: str, tag: str, kind: str, shown: str) -> str:
    names = (title and f'<w:alias w:val="{title}"/>') + (tag and f'<w:tag w:val="{tag}"/>')
    return (
        f'<w:sdt k="{key}"><w:sdtPr>{names}<w:id w:val="{number_of(key)}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


def _field(key: str, name: str, settings: str, instruction: str, shown: str) -> str:
    """A field with the bookmark of its name; a copied field has none."""
    mark = number_of(key)
    held = "".join(run(one, "<w:noProof/>") for one in shown)
    field = (
        f'<w:r k="{key}"><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name.removesuffix("*")}"/>'
        f'<w:enabled/><w:calcOnExit w:val="0"/>{settings}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{held}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    if not name or name.endswith("*"):
        return field
    return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{field}<w:bookmarkEnd w:id="{mark}"/>'
