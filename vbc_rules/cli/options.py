"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FACTS = click.option("--facts", multiple=True, type=click.Path(path_type=Path),
                     help="CSV, JSON or YAML file with the facts; may be repeated, where each "
                          "file gives other facts.")  # fmt: skip
PERIOD = click.option("--period", metavar="YEAR",
                      help="Performance year, or days as 2019-01-01..2019-06-30.")  # fmt: skip
LAYOUT = click.option("--layout", metavar="ID|FILE",
                      help="Read the facts from a carrier's own file, or from measure results, "
                           "by this layout: an installed one, or a YAML file.")  # fmt: skip
ENTITY = click.option("--entity", metavar="ID",
                      help="The entity, as the facts name it.")  # fmt: skip
AGREEMENT = click.option("--agreement", metavar="ID",
                         help="The agreement of the book, instead of an entity.")  # fmt: skip
RESULTS = click.option("--results", type=click.Path(path_type=Path),
                       help="FHIR, QRDA III or CSV file of measure results, which complete the "
                            "facts by the layout.")  # fmt: skip
LOCKED = click.option("--locked", type=click.Path(path_type=Path), metavar="FILE",
                      help="Refuse whatever is not exactly as this lock says.")  # fmt: skip
SETTLEMENT = click.option("--settlement", default="", metavar="NAME",
                          help="Which settlement of the period, where the contract has several: "
                               "interim, final.")  # fmt: skip
PRIORS = click.option("--prior", "priors", multiple=True, type=click.Path(path_type=Path),
                      help="JSON statement of an earlier settlement of the period, whose payment "
                           "is taken off; may be repeated.")  # fmt: skip
