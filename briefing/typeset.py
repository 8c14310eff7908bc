"""The program that sets pages; it runs on its own, because the compiler keeps what it has set for as long as it lives.

Run as `python typeset.py TEMPLATE FONTS`: the data of the template in JSON on standard input, the PDF on the output.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def typeset(template: Path, fonts: Path, data: str) -> bytes:
    """Give the PDF (tagged, PDF/UA-1) that the template makes of the data, in a process of its own.

    Raises:
        RuntimeError: the pages could not be set; the message is the compiler's.
    """
    command = [sys.executable, "-I", __file__, str(template), str(fonts)]
    done = subprocess.run(command, input=data.encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the PDF could not be set: {done.stderr.decode(errors='replace')}")
    return done.stdout


def main(template: str, fonts: str) -> None:
    """Set one document."""
    import typst  # noqa: PLC0415 - only the process that sets needs the compiler

    page: bytes = typst.compile(
        template,
        root=str(Path(template).parent),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"briefing": sys.stdin.buffer.read().decode()},
        pdf_standards=["ua-1"],
    )
    sys.stdout.buffer.write(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
