"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FACTS = click.option("--facts", required=True, multiple=True, type=click.Path(path_type=Path),
                     help="CSV, JSON or YAML file with the facts; may be repeated, where each "
                          "file gives other facts.")  # fmt: skip
PERIOD = click.option("--period", metavar="YEAR",
                      help="Performance year, or days as 2019-01-01..2019-06-30.")  # fmt: skip
LAYOUT = click.option("--layout", metavar="ID|FILE",
                      help="Read the facts from a carrier's own file, or from measure results, "
                           "by this layout: an installed one, or a YAML file.")  # fmt: skip
ENTITY = click.option("--entity", required=True, metavar="ID",
                      help="The entity, as the facts name it.")  # fmt: skip
RESULTS = click.option("--results", type=click.Path(path_type=Path),
                       help="FHIR, QRDA III or CSV file of measure results, which complete the "
                            "facts by the layout.")  # fmt: skip
