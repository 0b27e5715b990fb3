"""A page of our own making, without the theme: a chart in another's frame, a figure at its permanent address.

It follows the reader's system in light and dark, has no script, and brings only the sheets it names.
"""

from __future__ import annotations

from markupsafe import Markup

_SHEETS = ("tokens.css", "article.css", "bare.css")


def page(title: str, root: str, body: Markup, *, css: str, canonical: str, head: Markup) -> str:
    """The whole page. `root` leads from it to the site's root, `css` is the class of its body."""
    sheets = Markup("").join(
        Markup('<link rel="stylesheet" href="{}assets/stylesheets/{}">').format(root, name) for name in _SHEETS
    )
    return str(
        Markup(
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>'
            '<link rel="icon" href="{}assets/favicon.svg"><link rel="canonical" href="{}">{}{}</head>\n'
            '<body class="md-typeset {}" data-md-color-scheme="default">{}</body></html>\n'
        ).format(title, root, canonical, head, sheets, css, body)
    )
