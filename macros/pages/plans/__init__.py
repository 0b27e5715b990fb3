"""The kinds of chart that a writer may ask for, by name.

A kind is one function: it asks the page's record for facts and makes a `Plan`. Its named arguments are the options that
a writer may give, its docstring is what a writer reads of it.
"""

from __future__ import annotations

from collections.abc import Callable

from macros.pages.plans.changes import waterfall
from macros.pages.plans.custom import custom
from macros.pages.plans.maps import map as on_map
from macros.pages.plans.mirrored import mirror
from macros.pages.plans.months import months
from macros.pages.plans.multiples import multiples
from macros.pages.plans.options import checked
from macros.pages.plans.partners import partners
from macros.pages.plans.plan import Plan
from macros.pages.plans.products import products
from macros.pages.plans.race import race
from macros.pages.plans.rates import rate
from macros.pages.plans.revised import revisions
from macros.pages.plans.shares import share
from macros.pages.plans.slopes import slope
from macros.pages.plans.treemap import treemap
from macros.pages.plans.years import balance, two_way

_PLANS: dict[str, Callable[..., Plan]] = {
    "two-way": two_way,
    "balance": balance,
    "products": products,
    "partners": partners,
    "waterfall": waterfall,
    "slope": slope,
    "revisions": revisions,
    "mirror": mirror,
    "months": months,
    "race": race,
    "rate": rate,
    "treemap": treemap,
    "map": on_map,
    "share": share,
    "multiples": multiples,
    "custom": custom,
}
KINDS = {name: checked(plan) for name, plan in _PLANS.items()}
"""The kinds, each refusing options of the wrong sort."""
