"""Problems with files; the type lives in :mod:`kaohe.problem`, as text sources raise it too."""

from kaohe.problem import FileProblem

__all__ = ["FileProblem"]
