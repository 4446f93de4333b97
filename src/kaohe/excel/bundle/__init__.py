"""One archive with everything that an office PC needs, made on any system: ``kaohe addin bundle``."""

from kaohe.excel.bundle.make import make_bundle

__all__ = ["make_bundle"]
