"""The Nu HTML Checker (validator.github.io) has nothing to object to in any page. It is a Java program that npm installs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from small_site import ROOT

JAR = ROOT / ".build/node/node_modules/vnu-jar/build/dist/vnu.jar"
PASSED_OVER = {
    # Without it, Firefox opens the drawer again when the page is loaded anew. It is the theme's own.
    "Attribute “autocomplete” is only allowed when the input type is": 'class="md-toggle"',
}
"""What the checker says and we do not follow, with what it must be about, each with its reason."""

pytestmark = [
    pytest.mark.skipif(
        not JAR.is_file(), reason="the HTML checker is not installed: make .build/node/installed (needs npm)"
    ),
    pytest.mark.skipif(
        not shutil.which("java"), reason="the HTML checker needs Java: apt install default-jre-headless"
    ),
]


def _errors(pages: list[Path]) -> list[str]:
    """The errors in some pages, each with its page and the text around it."""
    command = ["java", "-Xss4m", "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]
    said = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=True).stderr
    return [
        f"{message['url']}: {message['message']} … {message.get('extract', '')} …"
        for message in json.loads(said)["messages"]
        if not _is_passed_over(message)
    ]


def _is_passed_over(message: dict[str, Any]) -> bool:
    return any(
        message["message"].startswith(said) and about in message.get("extract", "")
        for said, about in PASSED_OVER.items()
    )


def test_no_page_has_an_error(site: Path, paths: list[str]) -> None:
    assert (
        _errors([site / path / "index.html" if path.endswith("/") or not path else site / path for path in paths]) == []
    )


def test_an_error_is_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>A</title><p><img src="a.png" alt="A" id="b"><i id="b"></i></p></html>'
    )
    assert any("Duplicate ID “b”" in error for error in _errors([page]))
