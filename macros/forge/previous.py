"""The site that was deployed last and found well, to be put back when the one after it is not."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from macros.errors import TradeError
from macros.forge.tools import gh

ARTIFACT = "github-pages"
"""What GitHub's own action calls the site it deploys."""


def fetch(workflow: str, branch: str, folder: Path) -> str:
    """Put that site into a folder and return the commit it was built from."""
    told = gh("run", "list", "--workflow", workflow, "--branch", branch, "--status", "success", "--limit", "1",
              "--json", "databaseId,headSha", "--jq", '.[0] | "\\(.databaseId) \\(.headSha)"')  # fmt: skip
    run, _, commit = told.partition(" ")
    if not run.isdigit():
        raise TradeError("no earlier site was deployed well", remedy="Mend the present one and deploy it again.")
    with tempfile.TemporaryDirectory(prefix="trade-") as aside:
        gh("run", "download", run, "--name", ARTIFACT, "--dir", aside)
        shutil.rmtree(folder, ignore_errors=True)
        with tarfile.open(Path(aside) / "artifact.tar") as files:
            files.extractall(folder, filter="data")
    return commit
