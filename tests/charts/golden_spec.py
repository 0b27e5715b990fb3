"""Holds the specification of a chart against the one we agreed to, at both sizes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from vega_lite import require_valid

from macros.charts.drawing import Chart
from macros.charts.theme import NARROW, WIDE

GOLDEN = Path(__file__).parent / "golden"


def check_specification(name: str, chart: Chart) -> None:
    """Compare with `golden/<name>.<size>.json`. A missing expectation is written, except in CI.

    The specifications are kept, not the SVG: they say what we meant.
    """
    for size in (WIDE, NARROW):
        spec = chart.sketch(size).spec
        require_valid(spec)
        made = json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        expected = GOLDEN / f"{name}.{size.name}.json"
        if not expected.exists():
            assert not os.environ.get("CI"), f"{expected.name} is missing. Run the tests once where CI is not set."
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(made, encoding="utf-8")
        assert made == expected.read_text(encoding="utf-8")
