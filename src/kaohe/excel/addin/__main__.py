"""``python -m kaohe.excel.addin`` writes the generated VBA modules anew, beside the others."""

from __future__ import annotations

from kaohe.core.functions import FUNCTIONS
from kaohe.excel.addin import texts, wrappers
from kaohe.excel.addin.sources import addin_folder

if __name__ == "__main__":
    folder = addin_folder() / "vba"
    (folder / f"{wrappers.NAME}.bas").write_bytes(wrappers.functions_module(FUNCTIONS).encode("ascii"))
    (folder / f"{texts.NAME}.cls").write_bytes(texts.texts_module().encode("ascii"))
