"""What a page shows of duty and of annual figures: receipts with both parts and their caution, cards, the state of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from small_site import SMALL_SITE, TODAY

from macros.errors import TradeError
from macros.pages import html, receipts
from macros.pages.desk import Desk
from macros.pages.figure import Figure
from macros.pages.plans import KINDS
from macros.pages.rehearse import stages
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.periods import Period
from macros.store.assumed import with_month

DUTY = "{data: [goods, duties, yearly], side: Kenya, partner: United States}"
YEARLY = "{data: yearly, side: China, partner: United States}"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The made-up data of the small site, without its pages."""
    return Desk(SMALL_SITE, TODAY)


def _page(desk: Desk, trade: str, facts: dict[str, str], body: str = "") -> Sheet:
    declared = "".join(f"  {name}: {phrase}\n" for name, phrase in facts.items())
    text = f"---\ntitle: A page\ntrade: {trade}\nfacts:\n{declared}---\n\n{body}\n"
    sheet = Sheet("page.md", text, desk).read(vocabulary)
    assert str(sheet.problems) == ""
    return sheet


def _receipt(sheet: Sheet, name: str, desk: Desk) -> str:
    figure = sheet.names[name]
    assert isinstance(figure, Figure)
    return str(html.popover("x", receipts.for_fact(figure.fact, desk.passport)))


def test_the_receipt_of_a_rate_shows_both_parts_and_the_caution(desk: Desk) -> None:
    sheet = _page(desk, DUTY, {"rate": "duty rate, 2026 to date", "step": "difference in rate from a year earlier"})
    shown = _receipt(sheet, "rate", desk)
    for said in (
        ">Average duty on what Kenya sold the United States</p>",
        ">Duty calculated on what Kenya sold the United States, January–March 2026</th>",
        ">Customs value of what Kenya sold the United States, as entered for consumption, January–March 2026</th>",
        ">calculated duty ÷ entered value × 100<",
        "United States imports for consumption, customs value",
        ">Made-up duty is not what anybody received.</p>",
    ):
        assert said in shown
    assert "percentage points" in _receipt(sheet, "step", desk)


def test_a_rate_is_named_from_the_side_of_the_page(desk: Desk) -> None:
    sheet = _page(desk, "{data: duties, side: United States, partner: Kenya}", {"rate": "duty rate, January 2025"})
    assert ">Average duty on what the United States bought from Kenya</p>" in _receipt(sheet, "rate", desk)


def test_the_caution_stands_with_a_word_that_compares_and_not_with_other_figures(desk: Desk) -> None:
    facts = {"rate": "duty rate, March 2026", "before": "duty rate, March 2025", "sold": "exports, 2025"}
    sheet = _page(desk, DUTY, facts, '{{ claim(rate > before, "higher") }}')
    [(words, verdict)] = [(claim.words, claim.verdict) for claim in sheet.said.claims if claim.verdict is not None]
    assert "not what anybody received" in receipts.for_verdict(words, verdict, desk.passport).notes[0]
    assert "not what anybody received" not in _receipt(sheet, "sold", desk)


def test_the_card_of_a_rate_tells_its_change_in_percentage_points(desk: Desk) -> None:
    facts = {"rate": "duty rate, 2026 to date", "sold": "exports, 2026 to date"}
    sheet = _page(desk, DUTY, facts, "{{ key_numbers(rate, sold) }}")
    shown = {claim.words for claim in sheet.said.claims}
    assert "24.0 percentage points" in shown
    assert "more" in shown


def test_a_card_may_set_a_figure_against_another(desk: Desk) -> None:
    facts = {
        "now": "duty rate, March 2026",
        "before": "duty rate, January–February 2025",
        "sold": "exports, 2026 to date",
    }
    sheet = _page(desk, DUTY, facts, "{{ key_numbers((now, before), sold) }}")
    cards = Markup(vocabulary(sheet)["key_numbers"]((sheet.names["now"], sheet.names["before"]), sheet.names["sold"]))
    assert "than in the first two months of 2025" in cards.striptags()
    assert "than in the same months of 2025" in cards.striptags()


def test_a_slope_of_the_duty_rate_is_in_per_cent(desk: Desk) -> None:
    sheet = _page(desk, DUTY, {"sold": "exports, 2025"})
    plan = KINDS["slope"](sheet, of="duty rate", then="January 2026", now="February 2026", partners=["Kenya"])
    assert plan.header[0] == "%"
    assert plan.subtitle.startswith("Average duty on what each sold to the United States in January 2026")
    rates = [
        sheet.scope.view.ask(sheet.scope.question("duty rate")._replace(period=fact.period)).value
        for fact in plan.facts
    ]
    assert [fact.value for fact in plan.facts] == rates
    assert plan.rows[0][1:3] == tuple(f"{rate:.1f}" for rate in rates)


def test_an_annual_page_says_to_which_year_it_goes(desk: Desk) -> None:
    facts = {"sold": "exports, year to date", "gap": "balance, 2024"}
    sheet = _page(desk, YEARLY, facts, "{{ headline() }} {{ sold }}, {{ sold.highest }}")
    assert str(sheet.names["sold"].fact.period) == "2024"  # type: ignore[union-attr]
    head = Markup(vocabulary(sheet)["headline"]()).striptags()
    assert "Data to 2024" in head
    assert "Next release" not in head


def test_no_month_of_annual_figures_is_rehearsed(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(TradeError) as refused:
        with_month(desk.passport("yearly"), Period.parse("2025-01"))
    assert str(refused.value) == "'yearly' is annual, so no month of it will come out. Rehearse another page."


def test_a_page_is_rehearsed_with_its_goods_wherever_duty_stands_in_its_list(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(SMALL_SITE / "data")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(
        f"---\ntitle: A page\ntrade: {DUTY.replace('[goods, duties', '[duties, goods')}\nfacts:\n"
        "  sold: exports, year to date\n---\n\n{{ sold }}\n",
        encoding="utf-8",
    )
    found, refused = stages(Desk(tmp_path, TODAY), Period.parse("2026-04"))
    assert [stage.path for stage in found] == ["docs/page.md"]
    assert refused == []
