"""What a reader may take away of a chart, as files at addresses that stay: its figures, its image, its specification.

`/charts/<page>/<id>.csv`, `.svg`, `.png`, `-dark.png` and `.json`; a page of its own for embedding is `/charts/<page>/<id>/`
(`embed`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from macros import places
from macros.charts.drawing import Drawing
from macros.charts.poster import Poster
from macros.facts.fact import Fact
from macros.pages import receipts
from macros.pages.plans.plan import Asked
from macros.pages.publisher import Publisher
from macros.store.passport import Passport

_COLUMNS = (
    "name", "side", "partner", "flow", "products", "period", "value", "unit", "error", "formula", "reported by", "vintage",
    "source",
)  # fmt: skip


def files(
    asked: Asked, drawing: Drawing, source: str, face: bytes, publisher: Publisher, passport: receipts.Passports
) -> Iterator[tuple[str, str]]:
    """The files that need no renderer, each by the ending of its name; the PNGs are made from `poster`. `face` is the font
    that goes into an SVG."""
    made = poster(asked, drawing, source, publisher)
    yield ".csv", _csv(asked, source, passport)
    yield ".svg", made.file(face)
    yield ".json", _spec(made, publisher, asked)


def poster(asked: Asked, drawing: Drawing, source: str, publisher: Publisher) -> Poster:
    """The chart as an image of its own."""
    return Poster(
        drawing=drawing, headline=asked.title, subtitle=asked.plan.subtitle, source=source, site=publisher.name
    )


def _csv(asked: Asked, source: str, passport: receipts.Passports) -> str:
    """Every figure of the chart in a row of its own, unrounded, with its unit, its source and its vintage.

    A chart that rests on no figures of the record gives its table.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    facts = dict.fromkeys(asked.plan.facts)
    if facts:
        rows.writerow(_COLUMNS)
        rows.writerows(_row(fact, passport) for fact in facts)
    else:
        rows.writerow([*asked.plan.header, "source"])
        rows.writerows([*row, source] for row in asked.plan.rows)
    return text.getvalue()


def _row(fact: Fact, passport: receipts.Passports) -> Iterator[object]:
    measure, held = fact.measure, _held(fact, passport)
    yield receipts.fact_name(fact)
    yield measure.side.name
    yield measure.partner.name
    yield measure.kind
    yield " ".join(measure.products)
    yield str(fact.period)
    yield f"{fact.value:f}"
    yield str(fact.unit)
    yield f"{fact.bound:f}"
    yield fact.formula
    yield places.name(fact.basis.reporter)
    yield " ".join(fact.vintages)
    yield "; ".join(f"{one.publisher}, {one.title}" for one in held)


def _held(fact: Fact, passport: receipts.Passports) -> list[Passport]:
    return [passport(name) for name in fact.datasets]


def _spec(made: Poster, publisher: Publisher, asked: Asked) -> str:
    """The Vega-Lite specification, with what it shows and where it comes from."""
    about = {
        "title": made.headline,
        "subtitle": made.subtitle,
        "description": made.drawing.alt,
        "source": made.source,
        "page": f"{publisher.url}{asked.page}#{asked.html_id}",
    }
    spec = {**json.loads(made.drawing.spec), "description": made.drawing.alt, "usermeta": about}
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n"
