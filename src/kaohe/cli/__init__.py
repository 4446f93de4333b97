"""The command line: options → library → render → exit code."""

try:
    from kaohe.cli.main import main
except KeyboardInterrupt:  # before anything was begun
    raise SystemExit(2) from None

__all__ = ["main"]
