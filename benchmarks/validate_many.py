"""A book of 1,000 contracts: validated whole, valid ones and ones with a defect each.

The contracts are variations of all those in contract_specs, of every model and carrier: other
ids, and in the second folder a misspelt key in each. jsonschema alone (no positions, no meaning)
and reading the YAML alone stand beside it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import compare, run, table, vbc

CONTRACTS = 1_000
ROUNDS = 3
ROOT = Path(__file__).parents[1]

READ_ONLY = """
import sys
from pathlib import Path
from vbc_rules.contracts.text.strict_yaml import read_document
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    read_document(file)
"""

SCHEMA_ONLY = """
import json, sys
from pathlib import Path
import jsonschema, yaml
schema = json.loads(Path(sys.argv[2]).read_text())
validator = jsonschema.Draft202012Validator(schema)
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    document = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    list(validator.iter_errors(json.loads(json.dumps(document, default=str))))
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        good, bad = Path(folder, "good"), Path(folder, "bad")
        write_book(good, misspelt=False)
        write_book(bad, misspelt=True)
        schema = str(Path(folder, "contract.schema.json"))
        run([vbc(), "schema", "--write", schema])
        commands = {
            "jsonschema alone, PyYAML": [sys.executable, "-c", SCHEMA_ONLY, str(good), schema],
            "strict reading alone": [sys.executable, "-c", READ_ONLY, str(good)],
            "vbc validate, all valid": [vbc(), "validate", str(good)],
            "vbc validate, a defect in each": [vbc(), "validate", str(bad)],
        }
        print(table(compare(commands, ROUNDS), against="jsonschema alone, PyYAML"))


def write_book(folder: Path, *, misspelt: bool) -> None:
    """Write the contracts into a folder."""
    folder.mkdir()
    sources = sorted((ROOT / "contract_specs").glob("*/*.yaml"))
    texts = [(one.stem, one.read_text()) for one in sources if one.suffixes == [".yaml"]]
    for number in range(CONTRACTS):
        name, text = texts[number % len(texts)]
        varied = text.replace(f"contract: {name}", f"contract: {name}-{number}")
        if misspelt:
            varied = varied.replace("carrier:", "carier:")
        Path(folder, f"{name}-{number}.yaml").write_text(varied)


if __name__ == "__main__":
    main()
