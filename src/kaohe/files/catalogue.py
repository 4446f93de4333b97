"""A standard catalogue kept in a CSV file of its own."""

from __future__ import annotations

import csv
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files import messages
from kaohe.files.disk.source import read_file
from kaohe.files.plaintext.decode import decode
from kaohe.matching.catalogue import Catalogue, MissingColumnError, catalogue_from_rows, rows_from_csv


def read_catalogue(path: Path) -> Catalogue:
    """Return the catalogue of a CSV file with the headings 编号,标准表述,加扣,分值,别名.

    Raises:
        FileProblem: It can't be read, is no CSV, or lacks a column.
    """
    try:
        return catalogue_from_rows(rows_from_csv(decode(read_file(path), path.name)))
    except MissingColumnError as error:
        raise FileProblem(messages.CATALOGUE_COLUMN.format(name=path.name, heading=error.heading)) from None
    except csv.Error:
        raise FileProblem(messages.CATALOGUE_FORMAT.format(name=path.name)) from None
