"""What stands around a Word file's text: the list of its parts, styles, footer, tables' frames."""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_TAGS = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}

_PARTS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings", "footer1": "footer"}
CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in _PARTS.items())
    + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
PACKAGE_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
NUMBERING = (
    f'{_HEAD}<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def language_tag(language: str) -> str:
    """Word keeps three languages of a text, by its script; those of Arabic and Chinese stand apart."""
    name = {"ar": "bidi", "zh": "eastAsia"}.get(language, "val")
    return f'<w:lang w:{name}="{_TAGS.get(language, "en-GB")}"/>'


def _all_languages(language: str) -> str:
    west = "en-GB" if language in ("ar", "zh") else _TAGS.get(language, "en-GB")
    return f'w:val="{west}" w:eastAsia="zh-CN" w:bidi="ar-SA"'


def core(title: str, language: str, dated: date) -> str:
    """`title` is escaped."""
    day = f"{dated.isoformat()}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>Accord</dc:creator><dc:language>{_TAGS.get(language, language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _style(code: str, name: str, based: str = "Normal", *, paragraph: str = "", text: str = "", follows: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{follows}"/>' if follows else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, size: int, before: int) -> str:
    about = f'<w:keepNext/><w:spacing w:before="{before}" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", paragraph=about, text=f"<w:b/><w:bCs/>{_size(size)}", follows="Normal")


def styles(language: str) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimSun" w:cs="Arial"/>'
    soft, colour = '<w:color w:val="48515C"/>', '<w:color w:val="2A3A8C"/>'
    made = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(21)}<w:lang {_all_languages(language)}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr>{colour}<w:u w:val="single"/></w:rPr></w:style>',
        _style("Title", "Title", paragraph='<w:spacing w:after="120"/>', text=f"<w:b/><w:bCs/>{_size(40)}", follows="Normal"),
        _style("Subtitle", "Subtitle", paragraph='<w:spacing w:after="60"/>', text=soft, follows="Normal"),
        _style("Notice", "Notice", text="<w:b/><w:bCs/>" + '<w:color w:val="A33F00"/>'),
        _heading(1, 30, 480), _heading(2, 24, 320), _heading(3, 21, 200),
        _style("ListBullet", "List Bullet", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>'),
        _style("Note", "Note", text=f"{soft}{_size(18)}"),
        _style("Caption", "caption", paragraph='<w:keepNext/><w:spacing w:before="200" w:after="80"/>', text="<w:b/><w:bCs/>"),
        _style("Cell", "Cell", paragraph='<w:spacing w:before="20" w:after="20" w:line="240"/>', text=_size(17)),
        _style("Number", "Number", based="Cell", paragraph='<w:jc w:val="right"/>'),
        _style("Footer", "footer", text=f"{soft}{_size(16)}"),
        _TABLE_STYLE,
    ]  # fmt: skip
    return f"{_HEAD}<w:styles {_NAMES}>{''.join(made)}</w:styles>"


_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9B5A8"/>' for side in ("top", "bottom", "insideH"))
_TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="Rows"><w:name w:val="Rows"/><w:tblPr><w:tblBorders>'
    f'{_EDGES}</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
)


def settings(language: str) -> str:
    return (
        f'{_HEAD}<w:settings {_NAMES}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang {_all_languages(language)}/></w:settings>"
    )


def _field(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def footer(words: str, rtl: bool) -> str:
    """`words` are escaped. Page and number of pages after them."""
    about = f'<w:pStyle w:val="Footer"/>{"<w:bidi/>" if rtl else ""}'
    mark = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    said = f'<w:r>{mark}<w:t xml:space="preserve">{words} · </w:t></w:r>'
    pages = f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}'
    return f"{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr>{about}</w:pPr>{said}{pages}</w:p></w:ftr>"


def document(body: str, rtl: bool) -> str:
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        + ("<w:bidi/>" if rtl else "") + "</w:sectPr>"
    )  # fmt: skip
    return f"{_HEAD}<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>"


def link_name(number: int) -> str:
    return f"rIdA{number}"


def document_links(addresses: Sequence[str]) -> str:
    kinds = ("styles", "numbering", "settings", "footer")
    files = [f"{kind}1.xml" if kind == "footer" else f"{kind}.xml" for kind in kinds]
    own = [
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{file}"/>'
        for n, (kind, file) in enumerate(zip(kinds, files, strict=True), 1)
    ]
    away = [
        f'<Relationship Id="{link_name(n)}" Type="{_R}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
        for n, url in enumerate(addresses)
    ]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join([*own, *away])}</Relationships>'


def row(cells: Sequence[str], *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], caption: str, about: str, rows: str, *, rtl: bool) -> str:
    """`caption` and `about` are escaped; they are the table's alternative text."""
    quoted = {'"': "&quot;", "\n": " "}
    title, told = ("".join(quoted.get(c, c) for c in text) for text in (caption, about))
    kind = (
        f'<w:tblPr><w:tblStyle w:val="Rows"/>{"<w:bidiVisual/>" if rtl else ""}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="{title}"/><w:tblDescription w:val="{told}"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{kind}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"
