"""The publishers' services: where they are, how often they may be asked, what they answer in, and where a key goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from macros.errors import TradeError, near

_JSON = ("application/json",)
_WORKBOOK = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SHORTEST_KEY = 8
MEGABYTE = 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """The key that a service wants: the variable that has it, the parameter or header that carries it, where to get one."""

    variable: str
    page: str
    parameter: str = ""
    header: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """One service. `form` is what every answer must be, json or zip; `deadline` the seconds one answer may take in all."""

    name: str
    title: str
    address: str
    media: tuple[str, ...]
    form: str
    per_minute: int
    largest: int
    deadline: int
    key: Key | None = None

    @property
    def variable(self) -> str:
        """The variable that names another address, of a mirror or a stand-in."""
        return f"TRADE_{self.name.upper().replace('-', '_')}_URL"


SERVICES = {
    service.name: service
    for service in (
        Service(
            name="census-api",
            title="the Census Bureau’s trade API",
            address="https://api.census.gov/data/timeseries/intltrade/",
            media=_JSON,
            form="json",
            per_minute=20,
            largest=200 * MEGABYTE,
            deadline=240,
            key=Key(variable="CENSUS_API_KEY", parameter="key", page="https://api.census.gov/data/key_signup.html"),
        ),
        Service(
            name="census-files",
            title="the Census Bureau’s file server",
            address="https://www.census.gov/foreign-trade/",
            media=_WORKBOOK,
            form="zip",
            per_minute=10,
            largest=50 * MEGABYTE,
            deadline=240,
        ),
        Service(
            name="comtrade",
            title="UN Comtrade",
            address="https://comtradeapi.un.org/data/v1/",
            media=_JSON,
            form="json",
            per_minute=10,
            largest=200 * MEGABYTE,
            deadline=240,
            key=Key(
                variable="COMTRADE_API_KEY",
                header="Ocp-Apim-Subscription-Key",
                page="https://comtradedeveloper.un.org/",
            ),
        ),
        Service(
            name="comtrade-public",
            title="UN Comtrade without a key",
            address="https://comtradeapi.un.org/public/v1/",
            media=_JSON,
            form="json",
            per_minute=10,
            largest=20 * MEGABYTE,
            deadline=120,
        ),
        Service(
            name="world-bank",
            title="the World Bank",
            address="https://api.worldbank.org/v2/",
            media=_JSON,
            form="json",
            per_minute=30,
            largest=50 * MEGABYTE,
            deadline=120,
        ),
    )
}


def service(name: str) -> Service:
    """The service of a name."""
    if name not in SERVICES:
        raise TradeError(f"no service is called '{name}'", remedy=near(name, SERVICES))
    return SERVICES[name]


def address(asked: Service, environment: Mapping[str, str]) -> str:
    """Where a service is, ending in a slash: its own address, or the one that the environment names."""
    said = environment.get(asked.variable, "").strip() or asked.address
    parts = urlsplit(said)
    if not _is_plain(parts):
        raise TradeError(
            f"{asked.variable} is not the address of a service",
            remedy=f"Write it like {asked.address}, without anything after the path.",
        )
    if asked.key and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise TradeError(
            f"{asked.variable} begins with http:, and a key would go over the network open to all",
            remedy="Use an address with https:.",
        )
    return said.rstrip("/") + "/"


def key(asked: Service, environment: Mapping[str, str]) -> str:
    """The key for a service, empty where it wants none or none is set. It is only ever handed to the transport."""
    if asked.key is None:
        return ""
    said = environment.get(asked.key.variable, "").strip()
    if said and (len(said) < _SHORTEST_KEY or not said.isascii() or not said.isprintable() or " " in said):
        raise TradeError(
            f"what {asked.key.variable} holds does not look like a key",
            remedy=f"Copy it again, without quotation marks or spaces. {_where_to_get(asked.key)}",
        )
    return said


def require_key(asked: Service, environment: Mapping[str, str]) -> str:
    """The key for a service; `TradeError` where it wants one and none is set."""
    said = key(asked, environment)
    if asked.key and not said:
        raise TradeError(
            f"{asked.title} wants a key, and {asked.key.variable} is not set", remedy=_where_to_get(asked.key)
        )
    return said


def _is_plain(parts: SplitResult) -> bool:
    """Whether an address is a scheme, a host, perhaps a port, and a path."""
    try:
        numbered = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and numbered and not (parts.query or parts.username)
    )


def _where_to_get(asked: Key) -> str:
    return f"A key is free: {asked.page}. Set it in the environment, and write it into no file."
