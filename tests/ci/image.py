"""The image, built and run for real by buildah, on a base that is made here.

The base of the Containerfile would be downloaded. Ours has next to nothing of its own: its Python
is an environment like that of `Machine`, and the programs are those of this machine, mounted to be
read. So every instruction of the Containerfile is carried out, and nothing is downloaded.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.ci.runner import ROOT, SITE, Ran, libraries, new_python

BUILDAH = shutil.which("buildah")
IMAGE = "localhost/vbc-rules"
BASE = "localhost/base"
PYTHON, LIBRARIES, PACKAGES = "/opt/machine", "/opt/libraries", "/opt/packages"
PROGRAMS = [one for one in map(Path, ("/bin", "/lib", "/lib64", "/sbin")) if one.is_dir()]
MOUNTED = {
    "/usr": "/usr",
    **{str(one): str(one) for one in PROGRAMS if not one.is_symlink()},
    sys.base_prefix: sys.base_prefix,
    SITE: PACKAGES,
}
"""Folders of this machine, and where images see them."""

ACCOUNTS = {"passwd": "root:x:0:0:root:/root:/bin/sh\n", "group": "root:x:0:\n"}
ENVIRONMENT = {
    "PATH": f"{PYTHON}/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",  # what is needed is there already, among the libraries
    "PIP_NO_BUILD_ISOLATION": "0",  # as pip reads it: no isolation, nothing downloaded
}


@attrs.frozen
class Engine:
    """Buildah with a store of its own in a folder; a machine without a daemon has it too."""

    store: Path

    def build(self, context: Path, tag: str, *options: str) -> Ran:
        """Build an image from the Containerfile of a folder."""
        return self._buildah("build", *CHROOT, "--tag", tag, *options, str(context))

    def run(self, tag: str, words: Sequence[str], volumes: Iterable[str] = ()) -> Ran:
        """Run words in an image as engines do: behind its entry point, as its user."""
        made = self._buildah("from", "--pull-never", tag)
        assert made.code == 0, made.out
        container = made.out.split()[-1]
        entry = self.inspect(tag)["Entrypoint"]
        return self._buildah("run", *CHROOT, *_volumes(volumes), container, "--", *entry, *words)

    def inspect(self, tag: str) -> Mapping[str, Any]:
        """Return what an image says of itself: its entry point, its user, its variables."""
        ran = self._buildah("inspect", "--type", "image", tag)
        assert ran.code == 0, ran.out
        found: Mapping[str, Any] = json.loads(ran.out)["OCIv1"]["config"]
        return found

    def _buildah(self, command: str, *words: str) -> Ran:
        assert BUILDAH
        own = ["--root", f"{self.store}/root", "--runroot", f"{self.store}/run"]
        ran = subprocess.run(  # noqa: S603 - our own words
            [BUILDAH, *own, "--storage-driver", "vfs", command, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Ran(ran.returncode, ran.stdout)


def _volumes(volumes: Iterable[str]) -> list[str]:
    return [word for one in volumes for word in ("--volume", one)]


CHROOT = [
    "--isolation",
    "chroot",
    *_volumes(f"{here}:{there}:ro" for here, there in MOUNTED.items()),
]


def usable(folder: Path) -> Ran:
    """Try whether images can be built here at all: an empty one of one file."""
    folder.mkdir()
    (folder / "Containerfile").write_text("FROM scratch\nCOPY Containerfile /\n", encoding="utf-8")
    return Engine(folder).build(folder, "localhost/empty")


def build_base(engine: Engine, folder: Path) -> Ran:
    """Build the base: accounts, and an environment of Python without vbc-rules."""
    tree = folder / "tree"
    (tree / "etc").mkdir(parents=True)
    for name, text in ACCOUNTS.items():
        (tree / "etc" / name).write_text(text, encoding="utf-8")
    for one in PROGRAMS:
        if one.is_symlink():
            (tree / one.name).symlink_to(one.readlink())
    libraries(Path(f"{tree}{LIBRARIES}"), PACKAGES)
    new_python(Path(f"{tree}{PYTHON}"), LIBRARIES)
    variables = [f"ENV {name}={value}" for name, value in ENVIRONMENT.items()]
    lines = ["FROM scratch", "COPY tree /", *variables, ""]
    (folder / "Containerfile").write_text("\n".join(lines), encoding="utf-8")
    return engine.build(folder, BASE)


def build_image(engine: Engine) -> Ran:
    """Build the image of this repository from its Containerfile, on our base."""
    return engine.build(ROOT, IMAGE, "--build-arg", f"BASE={BASE}")
