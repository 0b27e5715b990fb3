"""What a page may run, and what is left of the theme's styles: nothing that is used goes, nothing inline runs unnamed."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from macros.errors import TradeError
from macros.pages import policy, theme

USED = {"md-nav", "md-nav__item", "js-only", "odd:name"}


def _directives(page: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.policy(page).split("; "))


# The policy


def test_each_inline_script_is_named_by_its_hash_and_data_is_no_script() -> None:
    page = '<script>a()</script><script src="x.js"></script><script type="application/json">{}</script><script>\nb()</script>'
    named = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"a()", b"\nb()")]
    assert _directives(page)["script-src"] == f"'self' 'sha256-{named[0]}' 'sha256-{named[1]}'"
    assert "unsafe" not in policy.policy(page)


def test_a_page_without_scripts_may_run_none() -> None:
    found = _directives("<p>Nothing to run.</p>")
    assert found["default-src"] == "'none'"
    assert not {"script-src", "worker-src", "connect-src"} & found.keys()


def test_the_policy_stands_before_anything_that_is_loaded() -> None:
    page = '<head><meta charset="utf-8"><link rel="icon" href="i.svg"></head>'
    assert policy.enforced(page).startswith(
        '<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="'
    )


def test_a_page_with_no_place_for_a_policy_is_refused() -> None:
    with pytest.raises(TradeError, match="the page does not declare its charset"):
        policy.enforced("<p>Hello</p>")


# The theme


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".md-nav{a:b}", ".md-nav{a:b}"),
        (".md-idle{a:b}", ""),
        (".md-nav,.md-idle{a:b}", ".md-nav{a:b}"),
        (".md-nav .md-idle{a:b}", ""),
        ("p{a:b}", "p{a:b}"),
        ("[dir=rtl] .md-nav{a:b}[dir=ltr] .md-nav{a:b}", "[dir=ltr] .md-nav{a:b}"),
        (".md-nav:not(.md-idle,.other){a:b}", ".md-nav:not(.md-idle,.other){a:b}"),
        (".md-nav:is(.md-idle,p) b,.md-idle{a:b}", ".md-nav:is(.md-idle,p) b{a:b}"),
        ('[data-x=".md-idle,a"]{a:b}', '[data-x=".md-idle,a"]{a:b}'),
        (r".odd\:name{a:b}", r".odd\:name{a:b}"),
        ("@media print{.md-idle{a:b}}", ""),
        ("@media print{.md-nav{a:b}.md-idle{a:b}}", "@media print{.md-nav{a:b}}"),
        ("@keyframes k{0%{a:b}to{a:c}}", "@keyframes k{0%{a:b}to{a:c}}"),
        ("@charset \"utf-8\";.md-nav{a:url(\"data:x,}{;\")}", "@charset \"utf-8\";.md-nav{a:url(\"data:x,}{;\")}"),
    ],
)  # fmt: skip
def test_rules_stay_that_may_apply(css: str, left: str) -> None:
    assert theme.cut(css, USED) == left


def test_the_faults_of_the_theme_are_mended() -> None:
    page = (
        '<div class="md-search" data-md-component="search" role="dialog"><input class="md-search__input" aria-label="Find">'
        '<label class="a" for="__toc">A</label><label class="a" for="there" tabindex="">B</label><input id="there"></div>'
    )
    assert theme.mended(page) == (
        '<div class="md-search" data-md-component="search" role="dialog" aria-label="Find">'
        '<input class="md-search__input" aria-label="Find">'
        '<label class="a">A</label><label class="a" for="there">B</label><input id="there"></div>'
    )


def test_assets_keep_what_pages_and_scripts_name(tmp_path: Path) -> None:
    styles, scripts = tmp_path / "stylesheets", tmp_path / "javascripts"
    for folder in (styles, scripts):
        folder.mkdir()
    (styles / "main.12.min.css").write_text(
        ':root{--a:1;--idle:url("x;}");--of-idle:2;--b:var(--a)}.md-nav{c:var(--b)}.md-nav--wide:hover{c:d}.js-only{d:e}.md-idle{f:var(--of-idle)}'
        "\n/*# sourceMappingURL=main.12.min.css.map */"
    )
    (styles / "site.css").write_text(".md-idle{a:b}")
    (styles / "main.12.min.css.map").write_text("{}")
    (scripts / "bundle.js").write_text('add("js-only")\n//# sourceMappingURL=bundle.js.map')
    page = '<nav class="md-nav md-nav--wide md-nav__item">md-idle</nav>'
    names = theme.named(theme.styles(tmp_path).values())
    assert theme.uses(page, names) == {"md-nav", "md-nav--wide"}
    files, renamed = theme.lightened(tmp_path, theme.uses(page, names))
    [cut] = [name for name in files if name.startswith("stylesheets/main.")]
    assert files[cut] == b":root{--a:1;--b:var(--a)}.md-nav{c:var(--b)}.md-nav--wide:hover{c:d}.js-only{d:e}"
    assert renamed == {"main.12.min.css": cut.removeprefix("stylesheets/")}
    assert files["stylesheets/site.css"] == b".md-idle{a:b}", "only the theme's are cut"
    assert files["javascripts/bundle.js"] == b'add("js-only")'
    assert not [name for name in files if name.endswith(".map")]


def test_the_search_and_the_script_of_the_theme_wait() -> None:
    page = (
        '<script id="__config">{"search": "../assets/javascripts/workers/search.34.min.js"}</script>'
        '<script src="assets/javascripts/bundle.56.min.js"></script><pre><span></span><code class="x">a</code></pre><code>b</code>'
    )
    dressed = theme.dressed(page, {theme.SEARCH, theme.LOADER})
    assert '"search": "../assets/javascripts/search.js?workers/search.34.min.js"' in dressed
    assert '<script type="module" src="assets/javascripts/theme.js?bundle.56.min.js"></script>' in dressed
    assert dressed.endswith('<pre><span></span><code tabindex="0" class="x">a</code></pre><code>b</code>')
    assert theme.dressed(page, ()).startswith(page.partition("<pre>")[0]), "nothing waits for what is not there"
    files = dict(theme.apart('{"config": {"lang": ["en"]}, "docs": [{"title": "A"}]}'))
    assert json.loads(files["search/search_index.json"]) == {"config": {"lang": ["en"]}, "docs": []}
    assert json.loads(files["search/index.json"])["docs"] == [{"title": "A"}]
