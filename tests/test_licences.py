"""Nothing is given away without a word on whose it is."""

from __future__ import annotations

import re

from small_site import ROOT


def test_every_folder_of_data_is_in_the_table_of_licences() -> None:
    table = (ROOT / "data" / "LICENSES.md").read_text(encoding="utf-8")
    named = {name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`([\w-]+)`", row)}
    assert named == {path.parent.name for path in (ROOT / "data").glob("*/dataset.yml")}
