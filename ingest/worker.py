"""Documents are read in processes of their own, with limits on time and memory: a hostile file costs only itself."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.intake import SIZE_LIMIT_BYTES
from ingest.model import Reading, UnreadableDocumentError
from ingest.readings import Answer, Refusal, answer_from_json, answer_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

READER = "ingest.read:read_report"
READY = "ready"
AWAKE_S = 0.2
_PACKAGE_PARENT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds by the clock, and bytes of memory above the idle process."""

    seconds: float = 30
    memory_bytes: int = 1024 * 1024 * 1024


def read_documents(
    paths: Sequence[Path], *, reader: str = READER, limits: Limits | None = None, processes: int | None = None
) -> Iterator[Answer]:
    """Give what was read, or why nothing could be, one answer per path and in their order.

    Args:
        paths: the documents; may not be there any more.
        reader: `module:function` that takes a path and gives a `Reading`.
        limits: of each document; the default is meant for everything people publish.
        processes: how many read at the same time; one per processor, four at most, where it is not said.

    Raises:
        RuntimeError: the reader itself cannot be started: our mistake, nothing is read.
    """
    count = max(1, min(processes or min(os.cpu_count() or 1, 4), len(paths)))
    workers = [_Worker(reader, limits or Limits()) for _ in range(count)]
    idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(path: Path) -> Answer:
        worker = idle.get()
        try:
            return too_large_or_empty(path) or worker.read(path)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(count)
    try:
        for future in [threads.submit(read, path) for path in paths]:
            # Awake now and then: a signal may reach another thread than the one that has to answer Ctrl-C.
            while wait([future], AWAKE_S).not_done:
                pass
            yield future.result()
    finally:  # also on Ctrl-C: nothing goes on reading for nobody
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.stop()
        threads.shutdown()


def too_large_or_empty(path: Path) -> Refusal | None:
    """Refuse by size alone, without opening the file; null where the size is no reason."""
    try:
        size = path.stat().st_size
    except OSError as error:
        reason = error.strerror or str(error)
        return Refusal(
            "d.missing",
            f"打不开文件：{reason}。请检查路径和读取权限。",
            f"The file cannot be opened: {reason}. Check the path and the permission to read it.",
            lasting=False,
        )
    if size > SIZE_LIMIT_BYTES:
        return too_large(size)
    if size == 0:
        return Refusal(
            "d.empty",
            "文件是空的（0 字节）。请重新下载或复制原文件。",
            "The file is empty (0 bytes). Download or copy the original again.",
        )
    return None


def too_large(size_bytes: int | None = None) -> Refusal:
    """Refuse a file above the limit, with its size where it is known."""
    limit = SIZE_LIMIT_BYTES // 1024**2
    size = "" if size_bytes is None else f" ({size_bytes / 1024**2:.0f} MB)"
    return Refusal(
        "d.too_large",
        f"文件过大{size}，上限为 {limit} MB，未读取。年度报告不会这么大：请只保留报告本身再添加。",
        f"The file is too large{size}; the limit is {limit} MB. It was not read. No yearly report is that large: "
        "cut out the report itself and add that.",
    )


class _Worker:
    """One reading process, started at the first document and again after it died."""

    def __init__(self, reader: str, limits: Limits) -> None:
        self._command = [sys.executable, "-m", "ingest.worker", reader, str(limits.seconds), str(limits.memory_bytes)]
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, path: Path) -> Answer:
        """Give the answer of the process; a process that dies of the document is the answer."""
        process = self._process or self._start()
        try:
            _write_line(process, json.dumps(str(path.absolute())))
            line = _read_line(process)
        except BrokenPipeError:
            line = ""
        if line.endswith("\n"):
            return answer_from_json(line)
        self._process = None
        return _death(_end(process), self._limits)

    def stop(self) -> None:
        """End the process; nothing more is read."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()
            _end(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise RuntimeError("the reading processes have been stopped")
        with tempfile.TemporaryFile() as complaints:
            # A session of its own: Ctrl-C reaches the parent alone, which then ends its readers in good order.
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=_PACKAGE_PARENT,
                start_new_session=True,
            )
            self._process = process
            if self._stopped:  # in the meantime: `stop` may have missed it
                process.kill()
            if _read_line(process).strip() != READY:
                self._process = None
                _end(process)
                complaints.seek(0)
                raise RuntimeError(f"The reader cannot be started:\n{complaints.read().decode(errors='replace')}")
        return process


def _write_line(process: subprocess.Popen[bytes], text: str) -> None:
    if process.stdin is not None:
        process.stdin.write(text.encode() + b"\n")
        process.stdin.flush()


def _read_line(process: subprocess.Popen[bytes]) -> str:
    return "" if process.stdout is None else process.stdout.readline().decode("utf-8")


def _end(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process that is ending and close its pipes; gives its exit code."""
    code = process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    return code


def _death(code: int, limits: Limits) -> Refusal:
    if code == -signal.SIGALRM:
        return Refusal(
            "d.timeout",
            f"读取超过 {limits.seconds:g} 秒，已中止。请检查文件是否损坏；可将报告另存为文本或网页后再添加。",
            f"Reading took more than {limits.seconds:g} s and was stopped. The file may be damaged: "
            "save the report as text or HTML and add that.",
            lasting=False,
        )
    if code == 0:
        raise RuntimeError("a reading process ended before its work was done")
    return Refusal(
        "d.reader_died",
        f"读取进程异常结束（代码 {code}），文件可能已损坏。可将报告另存为文本或网页后再添加。",
        f"The reading process died (code {code}); the file may be damaged. "
        "Save the report as text or HTML and add that.",
        lasting=False,
    )


def _serve(reader: str, limits: Limits) -> None:
    """Answer paths from standard input, one JSON line each, until it closes."""
    # Libraries may print: only answers go to the real standard output.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, function = reader.split(":")
    read = getattr(importlib.import_module(module), function)
    _limit_memory(limits.memory_bytes)
    answers.write(READY.encode() + b"\n")
    answers.flush()
    for line in sys.stdin:
        # The default action of the alarm ends the process even inside a library's C code.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        text = answer_to_json(_answer(read, Path(json.loads(line))))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(text.encode() + b"\n")
        answers.flush()


def _answer(read: Callable[[Path], Reading], path: Path) -> Answer:
    try:
        return read(path)
    except UnreadableDocumentError as error:
        chinese, _, english = str(error).partition(" / ")
        return Refusal("d.unreadable", chinese, english or chinese)
    except MemoryError:
        return Refusal(
            "d.memory",
            "读取所需内存超过上限，已中止。请检查文件是否损坏；可将报告另存为文本或网页后再添加。",
            "Reading needs more memory than is allowed and was stopped. The file may be damaged: "
            "save the report as text or HTML and add that.",
            lasting=False,
        )
    except Exception as error:  # noqa: BLE001 - whatever a file does to the reader, the other files go on
        fault = f"{type(error).__name__}: {error}"[:300]
        return Refusal(
            "d.reader_fault",
            f"程序读取此文件时出错（{fault}）。请把文件和这段文字报告给开发者；可将报告另存为文本或网页后再添加。",
            f"The reader failed on this file ({fault}). Report the file with these words; "
            "meanwhile save the report as text or HTML and add that.",
        )


def limit_this_process(limits: Limits | None = None) -> None:
    """Let what this process does from now on cost no more than reading a document may; the alarm ends it at once."""
    allowed = limits or Limits()
    _limit_memory(allowed.memory_bytes)
    signal.setitimer(signal.ITIMER_REAL, allowed.seconds)


def _limit_memory(above_idle_bytes: int) -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():  # only Linux tells its size and honours the limit
        return
    idle_bytes = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (idle_bytes + above_idle_bytes, hard))


if __name__ == "__main__":
    _serve(sys.argv[1], Limits(float(sys.argv[2]), int(sys.argv[3])))
