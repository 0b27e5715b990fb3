"""Terms that are used before they are explained: each is found once, at its line, and nothing else is."""

from __future__ import annotations

import pytest

from macros.check import terms
from macros.store.glossary import COLUMNS, Glossary
from macros.store.quoted import Register

ROWS = (
    "customs value,,,Values,The price at the border.,,,Ours,,yes",
    "FAS,,f.a.s.; free alongside ship,Values,At the side of the ship.,,,Ours,,yes",
    "re-exports,,re-export,Counts,Sent out again.,,,Ours,,yes",
    "deficit,,,Values,More bought than sold.,,,Ours,,",
)


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    folder = tmp_path_factory.mktemp("data") / "glossary"
    folder.mkdir()
    (folder / "glossary.csv").write_text("\n".join([",".join(COLUMNS), *ROWS]) + "\n", encoding="utf-8")
    return Glossary.read(folder, Register(folder, {}))


@pytest.mark.parametrize(
    "body",
    [
        'At {{ term("customs value") }} it grew. By customs value it is large.',
        'At {{ term("FAS", "the ship’s side") }}. Then f.a.s. and FAS.',
        "A deficit needs no explanation.",
        "## Customs value\n\nOf a heading nothing is asked.",
        "Customs, value and customs valued are other words; so are fas, FASt and re-exported.",
        "`customs value` and {{ customs_value }} are code.",
        '{{ term("customs value",\n        "what they cost") }} and customs value.',
        "{# customs value #}",
    ],
)
def test_what_is_explained_or_no_term_is_passed_over(glossary: Glossary, body: str) -> None:
    assert str(terms.report("page.md", body, 1, glossary)) == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "It grew.\n\nIts customs\nvalue fell. The customs value.",
            "page.md:12: the term 'customs value' is used and never explained."
            ' Write {{ term("customs value") }} where it is first used.',
        ),
        (
            'Customs value first.\n\nThen {{ term("customs value") }}.',
            "page.md:10: the term 'Customs value' is used before it is explained."
            ' Write {{ term("Customs value") }} where it is first used.',
        ),
        (
            "Valued f.a.s., they grew.",
            "page.md:10: the term 'f.a.s.' is used and never explained."
            ' Write {{ term("f.a.s.") }} where it is first used.',
        ),
        (
            "Two customs values.",
            "page.md:10: the term 'customs values' is used and never explained."
            ' Write {{ term("customs value", "customs values") }} where it is first used.',
        ),
        (
            '{{ sold }}\n\n{{ chart("rate", headline="By customs value " ~ sold) }}',
            "page.md:12: the term 'customs value' is used and never explained."
            ' Write {{ term("customs value") }} where it is first used.',
        ),
        (
            'The {{ term("FAS") }} of a re-export.',
            "page.md:10: the term 're-export' is used and never explained."
            ' Write {{ term("re-export") }} where it is first used.',
        ),
    ],
)
def test_the_first_use_is_told_with_its_line(glossary: Glossary, body: str, said: str) -> None:
    assert str(terms.report("page.md", body, 10, glossary)) == said
