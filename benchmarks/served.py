"""A dashboard served for measuring, and a visitor that speaks the browser's protocol and counts what it is sent."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from websockets.sync.client import ClientConnection

ROOT = Path(__file__).resolve().parents[1]
PAGES = (sys.executable, "-m", "ui")
PATIENCE_S = 120
PAUSE_S = 0.15


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and its process."""

    port: int
    process: int

    @property
    def worked_s(self) -> float:
        """Give the seconds of processor time that the server has used so far, in steps of a hundredth."""
        after_name = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def most_memory_mb(self) -> float:
        """Give the most memory that the server has held so far."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else float("nan")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page: seconds until the server had done, of processor time, bytes, errors."""

    seconds: float
    worked: float
    sent: int
    errors: tuple[str, ...]


class Visitor:
    """One open page: asks for addresses one after another, and keeps what a browser keeps."""

    def __init__(self, server: Server, connection: ClientConnection) -> None:
        """Take over an open connection."""
        self._server = server
        self._connection = connection
        self._kept: list[str] = []

    def ask(self, page: str, address: Mapping[str, str]) -> Run:
        """Have the page run with this address, and give what that took."""
        state = ClientState(page_name=page, query_string=urlencode(address), cached_message_hashes=self._kept)
        state.context_info.locale = "zh-CN"
        # A reader looks before the next change; what the last run left to be done is not this one's.
        time.sleep(PAUSE_S)
        start, before = time.perf_counter(), self._server.worked_s
        self._connection.send(BackMsg(rerun_script=state).SerializeToString())
        sent, errors = 0, []
        while True:
            frame = bytes(self._connection.recv(timeout=PATIENCE_S, decode=False))
            sent += len(frame)
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if message.metadata.cacheable and kind != "ref_hash":
                self._kept.append(message.hash)
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                errors.append(message.delta.new_element.exception.message)
            if kind == "script_finished":
                return Run(time.perf_counter() - start, self._server.worked_s - before, sent, tuple(errors))


@contextmanager
def visited(server: Server) -> Iterator[Visitor]:
    """Give a visitor who has just come."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as connection:  # type: ignore[list-item]
        yield Visitor(server, connection)


@contextmanager
def served(command: Sequence[str], workspaces: Path) -> Iterator[Server]:
    """Serve `command`, such as `PAGES`, over these workspaces on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ("--server.address", "127.0.0.1", "--server.port", str(port), "--server.fileWatcherType", "none")
    settings = {**os.environ, "GONGKAI_WORKSPACES": str(workspaces)}
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_until_up(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server on loopback
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
