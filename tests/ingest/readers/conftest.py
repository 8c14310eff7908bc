"""Small office files made by hand: packages, Word bodies, older containers."""

import struct
import sys
import zipfile
from io import BytesIO

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


@pytest.fixture
def make():
    """The makers of this file, for tables of cases: `make.word(…)`."""
    return sys.modules[__name__]


def package(members):
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return saved.getvalue()


def relations(**targets):
    each = (f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


def word(body, *, numbering="", styles="", more=None):
    """A Word document with this body and, where given, numbering and styles."""
    members = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(numbering="numbering.xml", styles="styles.xml"),
    }
    if numbering:
        members["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    if styles:
        members["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    return package(members | (more or {}))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, properties=""):
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*paragraphs, properties=""):
    inner = "".join(each if each.startswith("<") else paragraph(each) for each in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows):
    inner = "".join(
        f"<w:tr>{''.join(each if each.startswith('<') else cell(each) for each in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def container(streams):
    """A compound file ([MS-CFB]) with these streams at its root, each in a run of whole sectors."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    bodies = {name: content.ljust(4096, b"\0") if content else b"" for name, content in streams.items()}
    entries = [("Root Entry", 5, end, 0)]
    data, fat = b"", [fat_mark, end]
    for name, content in bodies.items():
        sectors = -(-len(content) // 512)
        first = len(fat) if sectors else end
        fat += [len(fat) + at + 1 for at in range(sectors - 1)] + [end] * bool(sectors)
        data += content.ljust(sectors * 512, b"\0")
        entries.append((name, 2, first, len(content)))
    assert len(fat) <= 128
    assert len(entries) <= 4
    directory = b""
    for number, (name, kind, first, size) in enumerate(entries):
        label = name.encode("utf-16-le")
        following = number + 1 if 0 < number < len(entries) - 1 else free
        child = 1 if number == 0 and len(entries) > 1 else free
        directory += label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label) + 2, kind, 1, free, following, child)
        directory += bytes(36) + struct.pack("<IQ", first, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    sectors = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + sectors + directory.ljust(512, b"\0") + data
