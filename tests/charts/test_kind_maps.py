"""Maps: every country is found, classes are true to the amounts, and nothing that data can hold spoils the drawing."""

from __future__ import annotations

import gzip
from itertools import pairwise

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import NAMES, require_legible

from macros import places
from macros.charts import mapped
from macros.charts.classes import classes
from macros.charts.geometry import TILES, Ring, Shapes, shapes
from macros.charts.kinds.amounts_map import AmountsMap, Country
from macros.charts.kinds.membership_map import MembershipMap, Standing
from macros.charts.labels import Block
from macros.charts.money import Amount
from macros.charts.outlines import hatching, room_inside
from macros.charts.theme import NARROW, WIDE, ink
from macros.errors import TradeError

AFRICA = sorted(TILES)
COUNTRIES = [place for place in places.everywhere() if place.kind == "country"]
# Too far from Africa to be on its map; the world's has them.
FAR_OFF = {"IOT", "ATF"}


def africa(*values: float | None, of: str = "balance", **more: object) -> AmountsMap:
    countries = tuple(
        Country(code=code, name=places.name(code), value=value) for code, value in zip(AFRICA, values, strict=False)
    )
    return AmountsMap(
        area="africa", of=of, countries=countries, title="a test", above="Surplus", below="Deficit", **more
    )  # type: ignore[arg-type]


# Geometry


def test_every_african_country_is_on_the_map() -> None:
    african = {place.code for place in COUNTRIES if places.is_african(place)}
    assert african - FAR_OFF - {code for code in african if code in shapes("africa")} == set()
    assert set(TILES) < african


@pytest.mark.parametrize("name", ["world", "world-narrow"])
def test_every_country_is_on_the_map_of_the_world(name: str) -> None:
    held = shapes(name)
    assert [place.name for place in COUNTRIES if place.code not in held] == []
    assert [code for code in (*held.rings, *held.points) if code and code not in {one.code for one in COUNTRIES}] == []


def test_the_tiles_are_54_and_none_lies_on_another() -> None:
    assert len(TILES) == len(set(TILES.values())) == 54


@pytest.mark.parametrize("code", ["CPV", "COM", "MUS", "SYC", "STP"])
def test_small_island_states_have_a_marker(code: str) -> None:
    assert code in shapes("africa").points
    assert code in shapes("world").points


@pytest.mark.parametrize("name", ["africa", "world", "world-narrow"])
def test_outlines_lie_on_their_canvas(name: str) -> None:
    held = shapes(name)
    points = [point for rings in held.rings.values() for ring in rings for point in ring] + list(held.points.values())
    assert all(0 <= x <= held.width and 0 <= y <= held.height for x, y in points)


def test_western_sahara_is_one_area_apart() -> None:
    held = shapes("africa")
    (sahara,) = held.rings["ESH"]
    assert set(sahara) & set(held.rings["MAR"][0])
    assert max(y for _, y in held.rings["MAR"][0]) <= min(y for _, y in held.rings["MRT"][0])


# Classes


@given(
    st.lists(st.floats(-1e7, 1e7).filter(lambda value: abs(value) > 1e-6), min_size=1, max_size=250),
    st.sampled_from(["balance", "change"]),
)
def test_a_class_has_the_sign_of_its_amounts(values: list[float], of: str) -> None:
    amounts = [Amount.of(value) for value in values]
    held = classes(amounts, of, "sold")
    assert len(held.tones) == len(held.limits) + 1
    assert all(one < following for one, following in pairwise(held.limits))
    for amount in amounts:
        number = held.of(amount)
        assert number is not None
        assert (number >= held.zero) == (amount.value > 0)


@given(st.lists(st.floats(0, 1e7).filter(lambda value: not 0 < value < 1e-6), min_size=1, max_size=250).filter(any))
def test_a_larger_amount_is_never_in_a_lower_class(values: list[float]) -> None:
    amounts = sorted((Amount.of(value) for value in values), key=lambda amount: amount.value)
    held = classes(amounts, "level", "bought")
    numbers = [held.of(amount) for amount in amounts]
    assert numbers == sorted(number for number in numbers if number is not None)
    assert held.tones == ("d1", "d2", "d3")


def test_limits_are_round() -> None:
    amounts = [Amount.of(value) for value in (3.2, 17.9, 44.0, 93.2, 108.4, 323.1, 660.9, 2002.5)]
    assert classes(amounts, "balance", "sold").limits == (100.0, 2000.0)


def test_what_rounding_cannot_tell_from_zero_has_no_class() -> None:
    held = classes([Amount.of(5.0), Amount.of(-3.0)], "balance", "sold")
    assert held.of(Amount.of(0.05, 0.1)) is None
    assert held.of(Amount.of(0.0)) is None


# Outlines


def test_hatching_stays_inside() -> None:
    ring: Ring = ((0, 0), (30, 0), (30, 20), (0, 20))
    lines = list(hatching([ring]))
    assert len(lines) > 5
    assert all(-0.1 <= x <= 30.1 and -0.1 <= y <= 20.1 for line in lines for x, y in line)


def test_a_name_stands_inside_only_where_it_fits_and_not_on_a_hole() -> None:
    block = Block((("Lesotho", True),), "ink", WIDE)
    assert room_inside([((0, 0), (200, 0), (200, 60), (0, 60))], block) == pytest.approx((100, 30), abs=3)
    assert room_inside([((0, 0), (40, 0), (40, 60), (0, 60))], block) is None
    hole: Ring = ((95, 25), (95, 35), (105, 35), (105, 25))
    found = room_inside([((0, 0), (200, 0), (200, 60), (0, 60)), hole], block)
    assert found is not None
    assert abs(found[0] - 100) > 20 or abs(found[1] - 30) > 8


# What data can hold

VALUES = tuple((-1) ** number * 1.7**number for number in range(54))


@pytest.mark.parametrize(
    "chart",
    [
        africa(*VALUES),
        africa(*VALUES[:9], *[None] * 45),
        africa(5.0),
        africa(-5.0),
        africa(*[12.0] * 54),
        africa(*[0.0] * 53, 3.0),
        africa(*[0.0] * 53, 3.0, of="level"),
        africa(*[abs(value) for value in VALUES], of="level", flow="bought"),
        africa(*[1.0] * 53, 900_000_000.0, of="level"),
        africa(*[1e-6 * number for number in range(54)], of="level"),
        africa(*[number * 7.0 - 90 for number in range(54)], of="change"),
        africa(*[number * 700.0 - 90 for number in range(54)], of="change", flow="bought"),
    ],
    ids=["signs", "gaps", "one", "one-below", "equal", "nearly-zero", "nearly-nothing", "level", "outlier", "dollars",
         "change", "leaps"],
)  # fmt: skip
def test_whatever_the_amounts_the_map_can_be_read(chart: AmountsMap) -> None:
    require_legible(chart)


@pytest.mark.parametrize("area", ["africa", "world"])
@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_names_the_map_can_be_read(area: str, name: str) -> None:
    countries = tuple(
        Country(code=code, name=name, value=10.0 * number, emphasis=code == "KEN") for number, code in enumerate(AFRICA)
    )
    require_legible(AmountsMap(area=area, of="level", countries=countries, title=name))
    standings = tuple(Standing(code=code, name=name, belongs=code < "M", emphasis=code == "KEN") for code in AFRICA)
    require_legible(MembershipMap(area=area, countries=standings, title=name, within=name, without=name))


def test_a_map_of_every_country_can_be_read_and_is_light() -> None:
    countries = tuple(
        Country(code=place.code, name=place.name, value=None if number % 9 == 0 else (number - 120) * 37.5)
        for number, place in enumerate(COUNTRIES)
    )
    world = AmountsMap(
        area="world", of="balance", countries=countries, title="a test", above="Surplus", below="Deficit"
    )
    assert len(countries) > 235
    made = require_legible(world)
    assert len(gzip.compress(made.wide.encode())) + len(gzip.compress(made.narrow.encode())) < 40_000
    drawn = require_legible(africa(*VALUES))
    assert len(gzip.compress(drawn.wide.encode())) + len(gzip.compress(drawn.narrow.encode())) < 15_000


def test_only_what_has_no_figure_is_hatched() -> None:
    sketches = [africa(*VALUES[:9], *[None] * 45).sketch(size) for size in (WIDE, NARROW)]
    assert all("hatching" in sketch.data for sketch in sketches)
    assert "hatching" not in africa(*VALUES).sketch(WIDE).data


def test_on_the_narrow_map_every_state_has_its_letters() -> None:
    data = africa(*VALUES[:9], *[None] * 45).sketch(NARROW).data
    texts = [row["text"] for name in ("upon-labels", "labels") for row in data[name]]
    assert set(AFRICA) <= set(texts)


def test_the_counts_of_the_legend_add_up() -> None:
    data = africa(*VALUES[:-2], 0.0, None).sketch(WIDE).data
    texts = [str(row["text"]) for row in data["labels"]]
    assert [text for text in texts if ":" in text] == [
        "Deficit: 26 countries", "Surplus: 26 countries", "Within rounding of zero: 1 country", "No figure: 1 country",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "of", "said"),
    [
        ((), "balance", "no place has a figure"),
        ((None,) * 54, "level", "no place has a figure"),
        ((0.0,) * 54, "balance", "every amount is zero, or too small to tell from zero"),
        ((0.0,) * 54, "level", "every amount is zero, or too small to tell from zero"),
        ((-1.0, 2.0), "level", "'Angola' has less than nothing"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(values: tuple[float | None, ...], of: str, said: str) -> None:
    with pytest.raises(TradeError, match=said):
        africa(*values, of=of)


def test_places_off_the_map_and_places_twice_are_refused() -> None:
    france = Country(code="FRA", name="France", value=1.0)
    with pytest.raises(TradeError, match="the map of africa has no place 'FRA'"):
        AmountsMap(area="africa", of="level", countries=(france,), title="x")
    with pytest.raises(TradeError, match="a place is given twice"):
        AmountsMap(area="world", of="level", countries=(france, france), title="x")
    with pytest.raises(TradeError, match=r"there is no map of 'afrika'\. Did you mean 'africa'\?"):
        AmountsMap(area="afrika", of="level", countries=(france,), title="x")
    with pytest.raises(TradeError, match="'France' is nan"):
        Country(code="FRA", name="France", value=float("nan"))
    with pytest.raises(TradeError, match="no country of the map belongs"):
        MembershipMap(
            area="world",
            countries=(Standing(code="FRA", name="France", belongs=False),),
            title="x",
            within="",
            without="",
        )


# Words


def test_alt_text_of_a_balance() -> None:
    chart = africa(*[10.0] * 20, -700.5, *[None] * 3, 0.0)
    said = chart.in_words.replace("\xa0", " ")
    assert said == (
        "Map: a test. Surplus: 20 countries, the largest Algeria, +$10.0 million. "
        "Deficit: 1 country, the largest Gambia, −$700.5 million. "
        "Within rounding of zero: 1 country. No figure for 3 countries."
    )


def test_alt_text_of_a_level_and_of_a_membership() -> None:
    said = africa(10.0, 30.0, 20.0, of="level").in_words.replace("\xa0", " ")
    assert said == (
        "Map: a test. 3 countries, the largest Burundi, $30.0 million. The smallest is Angola, $10.0 million."
    )
    standings = (
        Standing(code="KEN", name="Kenya", belongs=True),
        Standing(code="UGA", name="Uganda", belongs=False),
        Standing(code="ERI", name="Eritrea", belongs=None),
    )
    chart = MembershipMap(
        area="africa", countries=standings, title="a scheme", within="Eligible", without="Not eligible"
    )
    assert chart.in_words == "Map: a scheme. Eligible: 1 country. Not eligible: 1 country. Not known: 1 country."


def test_the_largest_traders_are_named_for_a_change_not_the_largest_leaps() -> None:
    countries = tuple(
        Country(code=code, name=code, value=1000.0 / (number + 1), weight=float(number))
        for number, code in enumerate(AFRICA)
    )
    chart = AmountsMap(area="africa", of="change", countries=countries, title="x", above="Rose", below="Fell")
    assert [one.code for one in chart.named] == AFRICA[:-6:-1]


# The specification, on three square countries and an island


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    def square(left: float, top: float) -> tuple[Ring, ...]:
        return (((left, top), (left + 150, top), (left + 150, top + 120), (left, top + 120)),)

    squares = {"DZA": square(100, 10), "LBY": square(250, 10), "SDN": square(250, 130), "ESH": square(100, 130)}
    held = Shapes(656, 260, squares, {"CPV": (60.0, 200.0)})
    monkeypatch.setattr(mapped, "shapes", lambda name: held)
    monkeypatch.setattr(mapped, "TILES", {"DZA": (0, 0), "LBY": (1, 0), "SDN": (1, 1), "CPV": (0, 1)})


@pytest.mark.usefixtures("small")
def test_specification() -> None:
    countries = (
        Country(code="DZA", name="Algeria", value=921.5, bound=0.1),
        Country(code="LBY", name="Libya", value=-541.2, bound=0.1, emphasis=True),
        Country(code="SDN", name="Sudan", value=None),
        Country(code="CPV", name="Cape Verde", value=36.2, bound=0.1),
    )
    balance = AmountsMap(area="africa", of="balance", countries=countries, title="x", above="Surplus", below="Deficit")
    check_specification("map-balance", balance)
    standings = tuple(Standing(code=one.code, name=one.name, belongs=one.code != "LBY") for one in countries)
    members = MembershipMap(area="africa", countries=standings, title="x", within="Eligible", without="Not eligible")
    check_specification("map-membership", members)


@pytest.mark.usefixtures("small")
def test_land_without_a_class_lies_bare_and_under_the_rest() -> None:
    standings = tuple(Standing(code=code, name=code, belongs=True) for code in ("DZA", "LBY"))
    chart = MembershipMap(area="africa", countries=standings, title="x", within="In", without="Out")
    land = chart.sketch(WIDE).data["land"]
    assert [row["ink"] for row in land] == [ink("panel"), ink("panel"), ink("duty"), ink("duty"), ink("duty")]
