"""What the theme brings to every page, made as light as the site's use of it: its styles cut to what the pages have, its
script begun when somebody reaches for it, its search at the first search.

Material's styles serve every feature it has, and its script, its search and the whole index come with each page. Here a rule
stays if each class and id it names stands in a page or in a script, and a variable if anything reads it. Nothing is lost
without JavaScript, and nothing that a script may still put into a page.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_OF_THEME = ("main.*.css", "palette.*.css")
_BLOCKS = ("@media", "@supports", "@layer", "@container")
_QUOTED = r'"(?:[^"\\]|\\.)*"' + "|" + r"'(?:[^'\\]|\\.)*'"
_TOKEN = re.compile(rf"{_QUOTED}|[{{}};]")
_PART = re.compile(rf"{_QUOTED}|[(\[\])]|,")
_FUNCTION = re.compile(r":(?:not|is|where|has)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_NAMED = re.compile(r"[.#]((?:\\.|[\w-])+)")
_DECLARED = re.compile(rf"(?<=[{{;])(--[\w-]+):(?:{_QUOTED}|[^;{{}}\"'])*;?")
_VARIABLE = re.compile(r"--[\w-]+")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_WORDS = re.compile(r"[A-Za-z_][\w-]*")
_IN_PAGE = re.compile(r'\s(?:class|id)="?([^">]*)')
_MAPPED = re.compile(r"\s*(?:/\*|//)[#@] sourceMappingURL=[^\s*]*(?:\s*\*/)?")
_WORKER = re.compile(r'("search": ")([^"]*assets/javascripts/)(workers/search\.[^"]*\.js)"')
_BUNDLE = re.compile(r'<script src="([^"]*assets/javascripts/)(bundle\.[^"]*\.js)"></script>')
_SAMPLE = re.compile(r"(<pre\b[^>]*>(?:<span></span>)?<code)(?=[ >])")
_SIDEBAR = '<div class="md-sidebar__scrollwrap"'
_SEARCH, _LOADER = "search.js", "theme.js"
_LABEL = re.compile(r'(<label\b[^>]*?) for="([^"]+)"')
_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search") role="dialog">')
_ASKS = re.compile(r'<input[^>]*class="md-search__input"[^>]*? aria-label="([^"]*)"')


def lighten(site: Path) -> None:
    """Cut the theme's styles, let its search wait, and drop what only its own developers read."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    renamed = dict(_cut_styles(site, pages.values()))
    scripts = site / "assets" / "javascripts"
    if (scripts / _SEARCH).is_file() and _keep_index(site):
        pages = {path: _WORKER.sub(rf'\1\2{_SEARCH}?\3"', text) for path, text in pages.items()}
    if (scripts / _LOADER).is_file():
        loader = rf'<script type="module" src="\1{_LOADER}?\2"></script>'
        pages = {path: _BUNDLE.sub(loader, text) for path, text in pages.items()}
    for path, text in pages.items():
        text = _SAMPLE.sub(r'\1 tabindex="0"', text)  # long lines scroll, also for who has no pointer and no script
        text = text.replace(_SIDEBAR, f'{_SIDEBAR} tabindex="0"')
        for before, after in renamed.items():
            text = text.replace(before, after)
        path.write_text(mended(text), encoding="utf-8")
    for path in (site / "assets").rglob("*.map"):
        path.unlink()
    for path in (site / "assets").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        if "sourceMappingURL" in text:
            path.write_text(_MAPPED.sub("", text), encoding="utf-8")


def mended(page: str) -> str:
    """A page without three faults of the theme: labels of what is not there, a tabindex without a number, and a search that
    is a dialog without a name."""
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    page = _LABEL.sub(lambda label: label[0] if label[2] in ids else label[1], page).replace(' tabindex=""', "")
    asks = _ASKS.search(page)
    return _DIALOG.sub(rf'\1 role="dialog" aria-label="{asks[1]}">', page) if asks else page


def _keep_index(site: Path) -> bool:
    """Put the index of the search aside for the first search, with an empty one in its place."""
    index = site / "search" / "search_index.json"
    if not index.is_file():
        return False
    said = json.loads(index.read_text(encoding="utf-8"))
    index.rename(index.with_name("index.json"))
    index.write_text(json.dumps({**said, "docs": []}, separators=(",", ":")), encoding="utf-8")
    return True


def _cut_styles(site: Path, pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Write the theme's sheets anew, each under the hash of what is left of it; the names before and after."""
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted((site / "assets").rglob("*.css"))}
    scripts = "".join(path.read_text(encoding="utf-8") for path in (site / "assets").rglob("*.js"))
    used = set(_WORDS.findall(scripts))
    for text in pages:
        used.update(word for said in _IN_PAGE.findall(text) for word in said.split())
    ours = [path for path in sheets if any(path.match(pattern) for pattern in _OF_THEME)]
    for path in ours:
        sheets[path] = cut(_MAPPED.sub("", sheets[path]), used)
    for path, text in _without_idle(sheets, ours, scripts).items():
        sheets[path] = text
        name = f"{path.name.split('.')[0]}.{hashlib.sha256(sheets[path].encode()).hexdigest()[:8]}.css"
        path.unlink()
        path.with_name(name).write_text(sheets[path], encoding="utf-8")
        yield path.name, name


def _without_idle(sheets: dict[Path, str], ours: list[Path], scripts: str) -> dict[Path, str]:
    """Some sheets without the variables that nothing reads, nor any that only such a one reads."""
    held = dict(sheets)
    while True:
        read = {*_READ.findall("".join(held.values())), *_VARIABLE.findall(scripts)}
        kept = {
            path: _DECLARED.sub(lambda found, read=read: found[0] if found[1] in read else "", held[path])  # type: ignore[misc]
            for path in ours
        }
        if kept.items() <= held.items():
            return kept
        held |= kept


def cut(css: str, used: set[str]) -> str:
    """A style sheet without the rules that name a class or id which is not used, nor those for scripts from right to left."""
    kept = []
    for rule in _rules(css):
        head, brace, body = rule.partition("{")
        if not brace or (head.lstrip().startswith("@") and not head.lstrip().startswith(_BLOCKS)):
            kept.append(rule)
        elif head.lstrip().startswith(_BLOCKS):
            inside = cut(body[:-1], used)
            kept += [f"{head}{{{inside}}}"] if inside else []
        else:
            selectors = [one for one in _selectors(head) if _applies(one, used)]
            kept += [f"{','.join(selectors)}{{{body}"] if selectors else []
    return "".join(kept)


def _rules(css: str) -> Iterator[str]:
    depth = start = 0
    for token in _TOKEN.finditer(css):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0 and token[0] in "};":
            yield css[start : token.end()]
            start = token.end()


def _selectors(head: str) -> Iterator[str]:
    depth = start = 0
    for part in _PART.finditer(head):
        depth += (part[0] in "([") - (part[0] in ")]")
        if depth == 0 and part[0] == ",":
            yield head[start : part.start()]
            start = part.end()
    yield head[start:]


def _applies(selector: str, used: set[str]) -> bool:
    if "[dir=rtl]" in selector:
        return False
    bare = _ATTRIBUTE.sub("", _FUNCTION.sub("", selector))
    return all(name.replace("\\", "") in used for name in _NAMED.findall(bare))
