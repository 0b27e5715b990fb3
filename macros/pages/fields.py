"""The others that a figure is ranked among: partners in its role, or the products of a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import places
from macros.errors import TradeError, near
from macros.facts.fact import Fact

if TYPE_CHECKING:
    from macros.pages.figure import Figure

EVERYONE = "all partners"


def partners(of: Figure, among: str) -> tuple[str, list[Fact]]:
    """The name of a field, and the figures of the others in it: all the reporter's partners, or those of a region.

    One for which the record has no figure is left out.
    """
    view, question = of.sheet.scope.view, of.asked
    everyone = [places.from_code(code) for code in view.record(question).partners()]
    regions = {EVERYONE, *(places.region(place) for place in everyone)} - {""}
    chosen = next((region for region in regions if region.casefold() == among.casefold()), None)
    if chosen is None:
        raise TradeError(f"'{among}' is not a field to rank in", remedy=near(among, regions))
    others = [place for place in everyone if chosen in (EVERYONE, places.region(place))]
    return chosen, view.field(question, [place for place in others if place not in (question.side, question.partner)])


def count_to(said: object) -> int:
    """A number of places to count to, as a writer gives it."""
    if isinstance(said, int) and said is not True and said > 0:
        return said
    raise TradeError(f"'{said}' is not a number to count to", remedy="Write a whole number, such as 3.")


def products(of: Fact, whole: Fact) -> list[Fact]:
    """The other products of a figure over every product."""
    others = [part for part in whole.parts if not set(part.measure.products) & set(of.measure.products)]
    if not of.measure.products or not any(part.measure.products for part in whole.parts):
        raise TradeError(
            "products are ranked among products",
            remedy="Declare both, such as 'goods_24: exports of every product, 2024' and 'exports of HS 61, 2024'.",
        )
    return others
