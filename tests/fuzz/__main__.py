"""Fuzzing led by coverage: `python -m tests.fuzz KIND SECONDS`, or `make fuzz`. KIND is a layout (html, pdf, …) or all.

Every input begins with a document of the fictional city and is damaged by the mutations of the tests or by the fuzzer's
own. It stops at the first fault, prints it, and leaves the document in build/fuzz.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import atheris

from demo.report import Layout
from tests.fuzz.mutations import ALL
from tests.fuzz.seeds import seeds, suffix_of

WATCHED = ("ingest.read", "ingest.readers.pdf", "ingest.readers.office")  # readers that are imported late, too
FOLDER = Path("build") / "fuzz"
LONGEST_S = 30
OWN_SHARE = 0.2  # of the fuzzer's own mutations


def main(kind: str = "all", seconds: int = 600) -> None:
    """Fuzz one layout, or all one after another with an equal share of the time."""
    if kind == "all":
        # The fuzzer ends its process, so each layout has one.
        drawn = [layout for layout in Layout if layout is not Layout.SCAN]
        share = max(10, seconds // len(drawn))
        codes = [
            subprocess.call([sys.executable, "-m", "tests.fuzz", layout, str(share)])
            for layout in Layout
            if layout is not Layout.SCAN
        ]
        sys.exit(int(any(codes)))
    layout = Layout(kind)
    _fuzz(layout, seconds)


def _fuzz(layout: Layout, seconds: int) -> None:
    with atheris.instrument_imports(include=["ingest"]):
        for module in WATCHED:
            import_module(module)
        faults_of = import_module("tests.fuzz.oracle").faults_of
    corpus = FOLDER / layout
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (_, content) in enumerate(seeds(layout)):
        (corpus / f"seed{number}").write_bytes(content)
    longest = max(len(content) for _, content in seeds(layout)) * 2
    suffix = suffix_of(layout)

    def check(content: bytes) -> None:
        found = faults_of(content, suffix)
        if found:
            raise AssertionError("\n".join(found))

    options = [f"-max_total_time={seconds}", f"-timeout={LONGEST_S}", f"-max_len={longest}", "-rss_limit_mb=2048"]
    options += [f"-artifact_prefix={corpus}-", "-print_final_stats=1", "-verbosity=0", str(corpus)]
    atheris.Setup([sys.argv[0], *options], check, custom_mutator=_mutate)
    atheris.Fuzz()


def _mutate(content: bytes, longest: int, seed: int) -> bytes:
    chance = Random(seed)
    if chance.random() < OWN_SHARE:
        return bytes(atheris.Mutate(content, longest))
    return chance.choice(ALL)(content, chance)[:longest]


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(*arguments[:1], *map(int, arguments[1:2]))
