"""What a page looks like where somebody shares a link to it: the tags that say so, and the picture they name."""

from __future__ import annotations

from markupsafe import Markup

from macros.charts.drawing import Drawing
from macros.charts.poster import CARD, Card
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet


def image_address(page: str) -> str:
    """Where the picture of a page is below the site's root."""
    return f"cards/{page.strip('/') or 'index'}.png"


def image(sheet: Sheet, lead: Drawing | None, publisher: Publisher) -> str:
    """The picture as SVG: the computed headline, and the page's first chart if it has one."""
    return Card(headline=_title(sheet, publisher), note=sheet.description, site=publisher.name, drawing=lead).image


def tags(sheet: Sheet, page: str, publisher: Publisher) -> Markup:
    """The tags of the Open Graph protocol (ogp.me), which the other networks read too."""
    title = _title(sheet, publisher)
    width, height = CARD
    properties = {
        "og:type": "article" if sheet.said.charts else "website",
        "og:site_name": publisher.name,
        "og:title": title,
        "og:description": sheet.description,
        "og:url": publisher.url + page,
        "og:image": publisher.url + image_address(page),
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": title,
    }
    said = [
        Markup('<meta property="{}" content="{}">').format(name, value) for name, value in properties.items() if value
    ]
    return Markup("").join([*said, Markup('<meta name="twitter:card" content="summary_large_image">')])


def _title(sheet: Sheet, publisher: Publisher) -> str:
    return sheet.title or publisher.name
