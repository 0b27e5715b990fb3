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
from collections.abc import Collection, Iterable, Iterator
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
INDEX = "search/search_index.json"
"""Where the index of the search is."""
SEARCH, LOADER = "search.js", "theme.js"
"""Our scripts in whose place the theme's search and its script wait."""
_LABEL = re.compile(r'(<label\b[^>]*?) for="([^"]+)"')
_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search") role="dialog">')
_ASKS = re.compile(r'<input[^>]*class="md-search__input"[^>]*? aria-label="([^"]*)"')


def dressed(page: str, shims: Collection[str]) -> str:
    """A page without the theme's faults, and with those of our scripts that begin the theme's."""
    if SEARCH in shims:
        page = _WORKER.sub(rf'\1\2{SEARCH}?\3"', page)
    if LOADER in shims:
        page = _BUNDLE.sub(rf'<script type="module" src="\1{LOADER}?\2"></script>', page)
    page = _SAMPLE.sub(r'\1 tabindex="0"', page)  # long lines scroll, also for who has no pointer and no script
    return mended(page.replace(_SIDEBAR, f'{_SIDEBAR} tabindex="0"'))


def apart(index: str) -> Iterator[tuple[str, str]]:
    """The index of the search put aside for the first search, with an empty one in its place: files by their names."""
    yield "search/index.json", index
    yield INDEX, json.dumps({**json.loads(index), "docs": []}, separators=(",", ":"))


def styles(assets: Path) -> dict[str, str]:
    """The theme's style sheets in a folder of assets by name, without the maps for its developers."""
    found = (path for path in sorted(assets.rglob("*.css")) if any(path.match(pattern) for pattern in _OF_THEME))
    return {path.name: _MAPPED.sub("", path.read_text(encoding="utf-8")) for path in found}


def named(sheets: Iterable[str]) -> frozenset[str]:
    """The classes and ids that some style sheets name."""
    return frozenset(name.replace("\\", "") for css in sheets for name in _NAMED.findall(css))


def uses(page: str, names: frozenset[str]) -> set[str]:
    """Which of some classes and ids stand in a page."""
    return {word for said in _IN_PAGE.findall(page) for word in said.split()} & names


def mended(page: str) -> str:
    """A page without three faults of the theme: labels of what is not there, a tabindex without a number, and a search that
    is a dialog without a name."""
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    page = _LABEL.sub(lambda label: label[0] if label[2] in ids else label[1], page).replace(' tabindex=""', "")
    asks = _ASKS.search(page)
    return _DIALOG.sub(rf'\1 role="dialog" aria-label="{asks[1]}">', page) if asks else page


def lightened(assets: Path, used: set[str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of a folder of assets as they are published, by their path in it: style sheets cut to what the pages use,
    under the hash of what is left of each, and nothing that only developers read; and the names of those sheets before and
    after."""
    files = {path.relative_to(assets).as_posix(): path for path in sorted(assets.rglob("*")) if path.is_file()}
    found = {name: path.read_bytes() for name, path in files.items() if path.suffix != ".map"}
    for name in found:
        if name.endswith((".js", ".css")):
            found[name] = _MAPPED.sub("", found[name].decode()).encode()
    scripts = "".join(content.decode() for name, content in found.items() if name.endswith(".js"))
    sheets = {name: content.decode() for name, content in found.items() if name.endswith(".css")}
    ours = [name for name in sheets if any(files[name].match(pattern) for pattern in _OF_THEME)]
    known = used | set(_WORDS.findall(scripts))
    for name in ours:
        sheets[name] = cut(sheets[name], known)
    renamed = {}
    for name, text in _without_idle(sheets, ours, scripts).items():
        del found[name]
        folder, _, own = name.rpartition("/")
        renamed[own] = f"{own.split('.')[0]}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
        found[f"{folder}/{renamed[own]}"] = text.encode()
    return found, renamed


def _without_idle(sheets: dict[str, str], ours: list[str], scripts: str) -> dict[str, str]:
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
