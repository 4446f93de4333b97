"""The command line: options → library → render → exit code."""

from kaohe.cli.main import main

__all__ = ["main"]
