"""What a page may load and run: a strict Content-Security-Policy (w3.org/TR/CSP3), written into each page.

Hosts of static files set no headers, so the policy stands in the page itself. No script runs but our files and the theme's
inline scripts exactly as they are, each by its hash; there are no inline styles at all. `frame-ancestors` has no effect
here, and a chart must be framable anyway.
"""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup

from macros.errors import TradeError

_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r'\btype="?application/(?:ld\+)?json')


def enforced(page: str) -> str:
    """A page with its policy written into it; `TradeError` where it has no place for one."""
    tag = Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(policy(page))
    page, found = _CHARSET.subn(lambda charset: f"{charset[0]}{tag}", page, count=1)
    if not found:
        raise TradeError("the page does not declare its charset", remedy="Mend its template.")
    return page


def policy(page: str) -> str:
    """The policy of a page, with the hashes of the scripts in it."""
    inline = [
        text for attributes, text in _SCRIPT.findall(page) if "src=" not in attributes and not _DATA.search(attributes)
    ]
    hashes = dict.fromkeys(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline
    )
    directives = {"default-src": "'none'"}
    if "<script" in page.lower():
        # The index of the search is fetched, and searched in a worker.
        directives |= {"script-src": " ".join(["'self'", *hashes]), "connect-src": "'self'", "worker-src": "'self'"}
    directives |= {
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's icons are masks written into its styles
        "font-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
