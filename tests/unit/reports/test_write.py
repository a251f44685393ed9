from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.reports.write import write_report


def finding_of(path: Path) -> Diagnostic:
    with pytest.raises(Refusal) as caught:
        write_report(path, b"new")
    (finding,) = caught.value.diagnostics
    return finding


def test_a_report_is_written(tmp_path: Path) -> None:
    write_report(tmp_path / "x.html", b"new")
    assert (tmp_path / "x.html").read_bytes() == b"new"


def test_missing_folders_are_created(tmp_path: Path) -> None:
    write_report(tmp_path / "a/b/x.html", b"new")
    assert (tmp_path / "a/b/x.html").read_bytes() == b"new"


def test_an_existing_report_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"old and longer")
    write_report(tmp_path / "x.html", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x.html", b"new")]


def test_a_new_report_has_the_permissions_of_a_usual_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_report(tmp_path / "x.html", b"new")
    assert (tmp_path / "x.html").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "x.html")
    write_report(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x.html").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_report(Path("/dev/null"), b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    finding = finding_of(tmp_path)
    assert (finding.code, str(finding.place)) == ("VBC701", str(tmp_path))


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_bytes(b"")
    assert finding_of(tmp_path / "facts.csv/x.html").code == "VBC703"


@pytest.mark.parametrize("name", ["x" * 300, "x\0y"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    assert finding_of(tmp_path / name).code == "VBC703"


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    write_report(tmp_path / ("x" * 255), b"new")
    assert (tmp_path / ("x" * 255)).read_bytes() == b"new"


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert finding_of(tmp_path / "loop").code == "VBC703"


def test_a_read_only_file_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.html").write_bytes(b"old")
    # The super user may write everything, so the answer of the system is given here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert finding_of(tmp_path / "x.html").code == "VBC702"
    assert (tmp_path / "x.html").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "VBC702"), (errno.EROFS, "VBC702"), (errno.ENOSPC, "VBC703")],
)
def test_a_failure_while_writing_leaves_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "refused by the system")

    (tmp_path / "x.html").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    assert finding_of(tmp_path / "x.html").code == code
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x.html", b"old")]


def test_a_control_sequence_in_a_path_does_not_reach_the_message(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J").mkdir()
    finding = finding_of(tmp_path / "a\x1b[2J")
    assert "\x1b" not in finding.message + finding.hint
