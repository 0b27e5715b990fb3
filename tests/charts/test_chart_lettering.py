"""The labels that we set are those that the renderer would have set, to the byte, only sooner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.charts import render, svg
from macros.charts.lettering import without_labels

SPECS = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_the_drawing_is_the_same_to_the_byte(path: Path) -> None:
    spec = json.loads(path.read_text(encoding="utf-8"))
    bare, labels = without_labels(spec)
    assert labels, "no label to set, so nothing is shown by this"
    drawn = [
        svg.inline(render.svg(one), prefix="chart", size=(656, 300), origin=(0, 0), labels=set_here)
        for one, set_here in ((spec, None), (bare, labels))
    ]
    assert drawn[0] == drawn[1]


def test_the_specification_that_was_given_stays_as_it_is() -> None:
    text = SPECS[0].read_text(encoding="utf-8")
    spec = json.loads(text)
    without_labels(spec)
    assert spec == json.loads(text)
