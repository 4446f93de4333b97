"""A short code of the data, by which paper and workbook are seen to say the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from kaohe.form.model import Band

#: 32 signs, none of which is taken for another one on paper (no 0, 1, I, O).
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 2, 4


def check_code(bands: Iterable[Band]) -> str:
    """Return the code of what the rows say (``7K3M-Q2XP``): 40 bits, the same for the same rows everywhere.

    Categories, numbers, names, reasons, scores and ranks count, and their order; title and lines to
    sign don't.
    """
    said = [[band.category, [line.cells for line in band.lines]] for band in bands]
    digest = int.from_bytes(sha256(json.dumps(said).encode("ascii")).digest())
    groups = []
    for _ in range(_GROUPS):
        group = ""
        for _ in range(_GROUP):
            digest, sign = divmod(digest, len(_SIGNS))
            group += _SIGNS[sign]
        groups.append(group)
    return "-".join(groups)
