"""The two bundled workspaces, built once per test run by the same commands a person uses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The first example of a property may load a library, and a busy machine is slow: neither is a fault of the code.
settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory):
    """Give the folder with the built workspaces `demo` and `samples`; the dashboard opens it from then on."""
    home = tmp_path_factory.mktemp("workspaces")
    settings = {**os.environ, "GONGKAI_WORKSPACES": str(home)}
    for command in (["demo"], ["add", "data/reports", "--workspace", "samples"]):
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *command],
            cwd=ROOT,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_WORKSPACES", str(home))
        yield home
