"""Older Word documents (doc, wps) and rich text (rtf) to blocks, by way of LibreOffice."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.model import Document, UnreadableDocumentError
from ingest.readers.docx import read_docx

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "doc 1"
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60.0
RESERVE_S = 2.0  # of the time that a reading process has for a document
MEMORY_BYTES = 4 * 1024**3  # address space, of which LibreOffice reserves far more than it uses
# A document of a stranger: no macros, no linked pictures or texts from elsewhere.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_doc(content: bytes, kind: str) -> Document:
    """Give the blocks of a document that LibreOffice turns into a Word document first; see `read_docx`.

    Args:
        content: the bytes of the file.
        kind: doc (also wps) or rtf.

    Raises:
        UnreadableDocumentError: LibreOffice is not installed, gives up, or takes too long.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnreadableDocumentError(
            f"读取{kind}文件需要LibreOffice：请安装（apt install libreoffice-writer-nogui），或将文件另存为docx / "
            f"Reading {kind} files takes LibreOffice: install it (apt install libreoffice-writer-nogui) or save the "
            "file as docx"
        )
    document = read_docx(_converted(program, content, kind))
    return replace(document, kind=kind, reader=f"{READER} ({document.reader})")


def _converted(program: str, content: bytes, kind: str) -> bytes:
    """Give the document as docx, made in a folder and with a profile that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        (folder / f"report.{kind}").write_bytes(content)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx"),
            *("--outdir", str(folder / "out"), str(folder / f"report.{kind}")),
        ]
        _run(command, folder, _seconds_left())
        converted = folder / "out" / "report.docx"
        if not converted.is_file():
            raise UnreadableDocumentError(
                f"LibreOffice无法打开这个{kind}文件，可能已损坏；请另存为docx / "
                f"LibreOffice cannot open this {kind} file, which may be damaged; save it as docx"
            )
        return converted.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    environment = {
        **os.environ,
        "HOME": str(folder),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    with _memory_for_a_child():
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(
            f"LibreOffice在{seconds:.0f}秒内没有读完，已中止；请将文件另存为docx / "
            f"LibreOffice did not finish within {seconds:.0f} s and was stopped; save the file as docx"
        ) from error
    finally:
        with contextlib.suppress(ProcessLookupError):  # the program starts others, which end with it or here
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _seconds_left() -> float:
    """Give the limit; less where an alarm will end this process earlier, so that a sentence comes before its end."""
    left = signal.getitimer(signal.ITIMER_REAL)[0]
    return min(SECONDS, max(left - RESERVE_S, 1.0)) if left else SECONDS


@contextlib.contextmanager
def _memory_for_a_child() -> Iterator[None]:
    """Lift the memory limit of a reading process to what LibreOffice needs while it is started, then restore it."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    own, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (own, hard))
