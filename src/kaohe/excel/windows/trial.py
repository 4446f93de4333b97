"""What a new installation does once, before it takes the old one's place: start, and make ready what each start needs.

Importing xlwings lets pywin32 read Excel's type library, which takes seconds once, and keep it.  The table that comes with Kaohe is
computed so that what is made of Kaohe's own files is kept (:mod:`kaohe.core.prepared`): what people start later runs with
``-B``, which keeps nothing, but reads what is there.
"""

from __future__ import annotations

from contextlib import suppress

from kaohe.core import prepared
from kaohe.core.shipped import shipped_file


def run() -> None:
    """Start, and make ready; only the start has to succeed."""
    import xlwings  # noqa: F401

    from kaohe.excel.server import udfs

    with suppress(Exception):
        from kaohe.files.opening import read_sheets
        from kaohe.recalculation import recalculate

        recalculate(read_sheets(shipped_file("assessment_form.xlsx"), ()))
        udfs.CHECK_REASON("迟到，扣0.1分；经复核改扣0.2分")
        prepared.keep()
