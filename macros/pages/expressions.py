"""What an expression of a page comes to: Jinja with a page's names, compiled once for all pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

import jinja2
from jinja2 import StrictUndefined, Undefined, UndefinedError
from jinja2.environment import TemplateExpression
from jinja2.utils import missing

from macros.errors import TradeError, near
from macros.facts.claims import Verdict


def words_of(expression: str, names: Mapping[str, Any]) -> str:
    """What an expression prints with the names of a page; raises for what cannot be printed."""
    return str(_printable(value(expression, names)))


def value(expression: str, names: Mapping[str, Any]) -> Any:
    """What an expression comes to with the names of a page."""
    with _known(names):
        return _compiled(expression)(**names)


def rendered(text: str, names: Mapping[str, Any]) -> str:
    """A whole text with the names of a page."""
    with _known(names):
        return _environment().from_string(text).render(**names)


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> TemplateExpression:
    return _environment().compile_expression(expression, undefined_to_none=False)


@cache
def _environment() -> _Environment:
    return _Environment(undefined=_Unknown, finalize=_printable)


class _Environment(jinja2.Environment):
    """A Jinja environment that lets a figure be asked for its vocabulary only, and prints nothing but words."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if hasattr(type(obj), "_said") and attribute not in _sayable(type(obj), obj):
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


_OF_TYPE: dict[type, frozenset[str]] = {}


def _sayable(kind: type, obj: Any) -> frozenset[str]:
    """What may be asked of objects of a kind, which all have the same."""
    if kind not in _OF_TYPE:
        _OF_TYPE[kind] = frozenset(dir(obj))
    return _OF_TYPE[kind]


def _printable(value: Any) -> Any:
    """What a tag may print: words, a figure, a whole number; anything else is a slip."""
    if isinstance(value, Verdict):
        raise TradeError(
            "a comparison prints nothing by itself", remedy='Write claim(…, "…") with the words it is to bear out.'
        )
    if callable(value) and not isinstance(value, Undefined) and not hasattr(type(value), "__html__"):
        name = getattr(value, "__name__", "it")
        raise TradeError(f"'{name}' was not used as a macro", remedy=f"Write {name}(…), with brackets.")
    if (
        isinstance(value, (str, Undefined))
        or hasattr(type(value), "__html__")
        or (isinstance(value, int) and value is not True and value is not False)
    ):
        return value
    raise TradeError(f"this would print '{value}'", remedy="Print a figure, its words or a claim.")


_names: ContextVar[Collection[str]] = ContextVar("names", default=())


@contextmanager
def _known(names: Collection[str]) -> Iterator[None]:
    """For the time of a block, the names that a page has."""
    token = _names.set(names)
    try:
        yield
    finally:
        _names.reset(token)


class _Unknown(StrictUndefined):
    """A Jinja undefined that offers the nearest of the names that do exist."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError):
        if hint is None and name is not None:
            if obj is missing:
                known = [one for one in _names.get() if not one.startswith("_")]
                hint = f"there is no fact or macro '{name}'. {near(name, known)}"
            else:
                valid = [one for one in dir(obj) if not one.startswith("_")]
                what = getattr(obj, "_said", f"a {type(obj).__name__}")
                hint = f"{what} has no '{name}'. {near(name, valid)}"
        super().__init__(hint, obj, name, exc)
