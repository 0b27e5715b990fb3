"""Values in, English out: the words room. It knows numbers, units, periods and days, but no facts and no pages.

Every function takes `language`, the name of a phrase pack.
"""

from macros.words.claims import claim
from macros.words.compare import balance, balance_noun, change, more_or_less, noun, turned, verb, widened, wider
from macros.words.dates import about, day, in_prose, label, month_initial, months_only
from macros.words.lists import and_list, count_of
from macros.words.multiples import part, times
from macros.words.naming import in_sentence, of_place, short
from macros.words.numbers import amount, bound_text, distinct, exact, figure, rounded
from macros.words.records import peaked, record

__all__ = [
    "about", "amount", "and_list", "balance", "balance_noun", "bound_text", "change", "claim", "count_of", "day", "distinct",
    "exact", "figure", "in_prose", "in_sentence", "label", "month_initial", "months_only", "more_or_less", "noun", "of_place",
    "part", "peaked", "record", "rounded", "short", "times", "turned", "verb", "widened", "wider",
]  # fmt: skip
