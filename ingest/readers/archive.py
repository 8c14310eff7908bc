"""Office packages opened with care: bombs, passwords, entities and damage are refused before any part is parsed."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from ingest.model import UnreadableDocumentError

MOST_BYTES = 200 * 1024**2  # unpacked; a yearly report with photographs stays below a tenth of it
BOMB_BYTES = 50 * 1024**2
BOMB_RATIO = 200  # unpacked to packed; office XML reaches about 20
MOST_MEMBERS = 10_000
IS_ENCRYPTED = 0x1
XML_PART = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
# A document type declaration is the only place for entities; office packages never need one.
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
DAMAGED = "文件不完整或已损坏，请重新下载 / The file is cut short or damaged; download it again"


@dataclass(frozen=True, slots=True)
class Archive:
    """A package whose members are small enough to be read and hold no document type declaration."""

    members: zipfile.ZipFile

    def names(self) -> frozenset[str]:
        """Give the names of all members."""
        return frozenset(self.members.namelist())

    def read(self, name: str) -> bytes:
        """Give the bytes of a member; b'' where there is none.

        Raises:
            UnreadableDocumentError: the member is damaged.
        """
        try:
            return self.members.read(name)
        except KeyError:
            return b""
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise UnreadableDocumentError(DAMAGED) from error

    def xml(self, name: str) -> etree._Element | None:
        """Give the root of an XML part, None where there is no such part; entities stay unresolved.

        Raises:
            UnreadableDocumentError: the part is damaged, or nested deeper than any document is.
        """
        content = self.read(name)
        return parsed(content) if content else None

    def related(self, part: str, kind: str) -> str:
        """Give the name of the part that `part` ('' for the package) is related to, by the end of the type's name."""
        found = (each for each in self._relations(part) if each.get("Type", "").endswith(f"/{kind}"))
        return next((_target(part, each) for each in found), "")

    def targets(self, part: str) -> dict[str, str]:
        """Give the names of all parts that `part` is related to, by the name of the relation."""
        return {each.get("Id", ""): _target(part, each) for each in self._relations(part)}

    def _relations(self, part: str) -> list[etree._Element]:
        folder, file = posixpath.split(part)
        relations = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [each for each in (relations if relations is not None else ()) if each.get("TargetMode") != "External"]


def _target(part: str, relation: etree._Element) -> str:
    target = relation.get("Target", "")
    folder = posixpath.dirname(part)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}").lstrip("/")


def opened(content: bytes) -> Archive:
    """Give the package of these bytes.

    Raises:
        UnreadableDocumentError: damaged, locked by a password, too large when unpacked, or with a document type
            declaration, through which entities could be expanded without end.
    """
    try:
        members = zipfile.ZipFile(BytesIO(content))
        infos = members.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError(DAMAGED) from error
    if any(info.flag_bits & IS_ENCRYPTED for info in infos):
        raise locked()
    # The library unpacks no more of a member than its declared size, so declared sizes can be trusted here.
    unpacked = sum(info.file_size for info in infos)
    is_bomb = unpacked > BOMB_BYTES and unpacked > BOMB_RATIO * len(content)
    if unpacked > MOST_BYTES or is_bomb or len(infos) > MOST_MEMBERS:
        raise UnreadableDocumentError(
            f"文件解压后过大（{unpacked // 1024**2} MB，{len(infos)} 个部件），未读取；请只提交年度报告本身 / "
            f"The file is too large when unpacked ({unpacked // 1024**2} MB in {len(infos)} parts) and was not read; "
            "hand in the yearly report alone"
        )
    archive = Archive(members)
    for name in archive.names():
        if XML_PART.search(name) and not name.startswith("META-INF/"):
            refuse_doctype(archive.read(name))
    return archive


def parsed(content: bytes) -> etree._Element:
    """Give the root of an XML text; entities stay unresolved.

    Raises:
        UnreadableDocumentError: it is damaged, or nested deeper than any document is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(DAMAGED) from error


def refuse_doctype(part: bytes) -> None:
    """Refuse an XML text with a document type declaration, through which entities could be expanded without end."""
    if any(mark in part for mark in DOCTYPES):
        raise UnreadableDocumentError(
            "文件内含文档类型声明（DOCTYPE），可能是恶意文件，未读取 / "
            "The file holds a document type declaration, as hostile files do; it was not read"
        )


def locked() -> UnreadableDocumentError:
    """Give the refusal of a document that is locked by a password."""
    return UnreadableDocumentError(
        "文件有密码保护，请解除密码后再导入 / The file is locked by a password; remove the password first"
    )
