"""`vbc lint`: valid first, then warnings; what a repository configures; comments and baselines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran

Vbc = Callable[..., Ran]
UNCITED = "VBC930"


@pytest.fixture
def configure(office: Path) -> Callable[[str], None]:
    """Return a function that writes vbc.toml beside the contract."""

    def write(text: str) -> None:
        (office / "vbc.toml").write_text(text, encoding="utf-8")

    return write


def codes(ran: Ran) -> set[str]:
    return {finding["code"] for finding in json.loads(ran.out)["findings"]}


def test_warnings_are_told_and_do_not_fail(vbc: Vbc) -> None:
    ran = vbc("lint", "prairie.yaml", "--select", UNCITED)
    assert (ran.code, ran.err) == (0, "")
    assert "prairie.yaml:13:11: warning VBC930: `sharing_rate` does not say" in ran.out


@pytest.mark.parametrize("name", ["network.book.yaml", "knee.episodes.yaml"])
@pytest.mark.parametrize("folder", ["", "."])
def test_books_and_episode_definitions_are_passed_over(
    name: str, folder: str, vbc: Vbc, office: Path
) -> None:
    (office / name).write_text("title: no contract\n", encoding="utf-8")
    ran = vbc("lint", "--select", "VBC1", *([folder] if folder else ["prairie.yaml", name]))
    assert ran == Ran(0, "1 contract without findings\n", "")


def test_a_contract_that_is_not_valid_is_told_as_by_validate(vbc: Vbc, office: Path) -> None:
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("tiers:", "tires:"), encoding="utf-8")
    linted, validated = vbc("lint", "prairie.yaml"), vbc("validate", "prairie.yaml")
    assert linted == validated
    assert linted.code == 1


def test_a_file_that_is_missing_is_a_finding(vbc: Vbc) -> None:
    ran = vbc("lint", "nowhere.yaml")
    assert ran.code == 1
    assert "VBC001" in ran.out


def test_a_contract_in_which_nothing_is_found_is_said_to_be_so(vbc: Vbc) -> None:
    ran = vbc("lint", "prairie.yaml", "--select", "VBC941")
    assert ran == Ran(0, "1 contract without findings\n", "")


def test_a_comment_passes_a_warning_over_and_validate_does_not_mind_it(
    vbc: Vbc, office: Path
) -> None:
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8")
    comment = "track: upside  # vbc: ignore[VBC930] stands in every article"
    path.write_text(text.replace("track: upside", comment), encoding="utf-8")
    assert "`track`" not in vbc("lint", "prairie.yaml").out
    assert vbc("validate", "prairie.yaml") == Ran(0, "1 contract valid\n", "")


def test_a_comment_that_passes_nothing_over_is_told_by_lint(vbc: Vbc, office: Path) -> None:
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# vbc: ignore[VBC941] no limit\n{text}", encoding="utf-8")
    assert "VBC032" in vbc("lint", "prairie.yaml").out


def test_a_baseline_tells_only_what_is_new(vbc: Vbc) -> None:
    assert vbc("lint", "prairie.yaml", "--write-baseline", "old.json").code == 0
    ran = vbc("lint", "prairie.yaml", "--baseline", "old.json")
    assert ran == Ran(0, "1 contract without findings\n", "")


# ---- configuration


def test_a_repository_selects_and_ignores(vbc: Vbc, configure: Callable[[str], None]) -> None:
    configure('[tool.vbc.lint]\nselect = ["VBC9"]\nignore = ["VBC90", "VBC930"]\n')
    told = codes(vbc("lint", "prairie.yaml", "--format", "json"))
    assert "VBC922" in told
    assert not told & {"VBC901", "VBC904", "VBC930"}


def test_a_configuration_above_the_contract_counts(vbc: Vbc, office: Path) -> None:
    (office / "contracts").mkdir()
    (office / "prairie.yaml").rename(office / "contracts" / "prairie.yaml")
    (office / "pyproject.toml").write_text('[tool.vbc.lint]\nselect = ["VBC930"]\n')
    assert codes(vbc("lint", "contracts", "--format", "json")) == {"VBC930"}


def test_the_nearest_configuration_counts_alone(vbc: Vbc, office: Path) -> None:
    (office / "contracts").mkdir()
    (office / "prairie.yaml").rename(office / "contracts" / "prairie.yaml")
    (office / "vbc.toml").write_text('[tool.vbc.lint]\nselect = ["VBC930"]\n')
    (office / "contracts" / "vbc.toml").write_text('[tool.vbc.lint]\nselect = ["VBC922"]\n')
    assert codes(vbc("lint", "contracts", "--format", "json")) == {"VBC922"}


def test_a_pyproject_without_the_table_is_passed_over(vbc: Vbc, office: Path) -> None:
    (office / "pyproject.toml").write_text('[project]\nname = "office"\n')
    assert vbc("lint", "prairie.yaml").code == 0


def test_a_rule_that_is_off_tells_nothing(vbc: Vbc, configure: Callable[[str], None]) -> None:
    configure('[tool.vbc.lint.severity]\nVBC930 = "off"\n')
    assert "VBC930" not in codes(vbc("lint", "prairie.yaml", "--format", "json"))


def test_a_rule_raised_to_an_error_fails_whatever_is_ignored(
    vbc: Vbc, configure: Callable[[str], None]
) -> None:
    configure('[tool.vbc.lint]\nignore = ["VBC930"]\n[tool.vbc.lint.severity]\nVBC930 = "error"\n')
    ran = vbc("lint", "prairie.yaml", "--ignore", "VBC930")
    assert ran.code == 1
    assert "error VBC930" in ran.out


def test_a_rule_raised_to_an_error_cannot_be_ignored_at_its_line(
    vbc: Vbc, office: Path, configure: Callable[[str], None]
) -> None:
    configure('[tool.vbc.lint.severity]\nVBC930 = "error"\n')
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8")
    comment = "track: upside  # vbc: ignore[VBC930] stands in every article"
    path.write_text(text.replace("track: upside", comment), encoding="utf-8")
    ran = vbc("lint", "prairie.yaml")
    assert ran.code == 1
    assert "VBC031" in ran.out
    assert "`track` does not say" in ran.out


@pytest.mark.parametrize(("pattern", "told"), [("drafts/*", False), ("signed/*", True)])
def test_a_path_ignores_codes_of_its_own(
    vbc: Vbc, office: Path, configure: Callable[[str], None], pattern: str, *, told: bool
) -> None:
    configure(f'[tool.vbc.lint.per-path-ignores]\n"{pattern}" = ["VBC930"]\n')
    (office / "drafts").mkdir()
    (office / "prairie.yaml").rename(office / "drafts" / "prairie.yaml")
    found = codes(vbc("lint", "drafts/prairie.yaml", "--format", "json"))
    assert ("VBC930" in found) is told


def test_without_configuration_nothing_is_read(vbc: Vbc, configure: Callable[[str], None]) -> None:
    configure("this is not TOML")
    ran = vbc("lint", "prairie.yaml", "--no-config", "--select", "VBC941")
    assert ran == Ran(0, "1 contract without findings\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool.vbc.lint]\nignored = []\n",
         "vbc.toml:2:1: error VBC952: The configuration of lint has no key `ignored`."),
        ("[lint]\nselect = []\n",
         "vbc.toml:1:2: error VBC952: The configuration of lint has no key `lint`."),
        ('[tool.vbc.lint]\nselect = ["VBC999"]\n',
         "vbc.toml:2:12: error VBC035: No code is `VBC999` or begins so."),
        ('[tool.vbc.lint]\nignore = "VBC930"\n',
         "vbc.toml:2:1: error VBC953: `ignore` must be a list of codes, or how they begin."),
        ('[tool.vbc.lint.severity]\nVBC101 = "off"\n',
         "vbc.toml:2:1: error VBC035: `VBC101` is no rule of lint."),
        ('[tool.vbc.lint.severity]\nVBC930 = "fatal"\n',
         "vbc.toml:2:1: error VBC953: `VBC930` must be one of error, warning, off."),
        ("[tool.vbc]\nlint = 3\n", "vbc.toml:2:1: error VBC953: `lint` must be a table."),
        ("[tool.vbc.lint]\nseverity = 1\n",
         "vbc.toml:2:1: error VBC953: `severity` must be a table of codes."),
        ("[tool.vbc.lint]\nper-path-ignores = 1\n",
         "vbc.toml:2:1: error VBC953: `per-path-ignores` must be a table of paths."),
        ('[tool.vbc.lint.per-path-ignores]\n"a/*" = ["VBC888"]\n',
         "vbc.toml:2:11: error VBC035: No code is `VBC888` or begins so."),
        ("tool = 3\n", "vbc.toml:1:1: error VBC953: `tool` must be a table."),
        ("not TOML", "vbc.toml: error VBC953: This is not TOML"),
    ],
)  # fmt: skip
def test_a_configuration_that_does_not_fit_is_a_finding(
    vbc: Vbc, configure: Callable[[str], None], text: str, expected: str
) -> None:
    configure(text)
    ran = vbc("lint", "prairie.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert expected in ran.err


def test_all_defects_of_a_configuration_are_told_at_once(
    vbc: Vbc, configure: Callable[[str], None]
) -> None:
    configure('[tool.vbc.lint]\nignored = []\nselect = ["VBC999"]\nignore = 1\n')
    err = vbc("lint", "prairie.yaml").err
    assert all(code in err for code in ("VBC952", "VBC035", "VBC953"))


def test_two_configurations_in_one_folder_are_refused(
    vbc: Vbc, office: Path, configure: Callable[[str], None]
) -> None:
    configure("[tool.vbc.lint]\n")
    (office / "pyproject.toml").write_text("[tool.vbc.lint]\n")
    ran = vbc("lint", "prairie.yaml")
    assert ran.code == 1
    assert "Both vbc.toml and pyproject.toml configure lint here." in ran.err
