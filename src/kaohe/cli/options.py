"""Options that several commands take."""

from __future__ import annotations

import click

from kaohe.cli import messages

#: Which sheets to read: ``only``, a tuple of names; none for all that can be seen.
sheet_option = click.option("--sheet", "only", metavar="NAME", multiple=True, help=messages.OPTION_SHEET)
