"""The kinds of chart that a writer may ask for, by name.

A kind is one function: it asks the page's record for facts and makes a `Plan`. Its named arguments are the options that
a writer may give, its docstring is what a writer reads of it.
"""

from __future__ import annotations

from collections.abc import Callable

from macros.pages.plans.changes import waterfall
from macros.pages.plans.mirrored import mirror
from macros.pages.plans.plan import Plan
from macros.pages.plans.products import products
from macros.pages.plans.revised import revisions
from macros.pages.plans.slopes import slope
from macros.pages.plans.years import balance, two_way

KINDS: dict[str, Callable[..., Plan]] = {
    "two-way": two_way,
    "balance": balance,
    "products": products,
    "waterfall": waterfall,
    "slope": slope,
    "revisions": revisions,
    "mirror": mirror,
}
