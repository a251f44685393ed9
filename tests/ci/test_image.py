"""The image is built by an engine, and does what the example repository has it do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.ci.image import BUILDAH, IMAGE, Engine, build_base, build_image, usable
from tests.ci.runner import EXAMPLE, ROOT, Ran

SERVICES = yaml.safe_load((EXAMPLE / "compose.yaml").read_text(encoding="utf-8"))["services"]
PLUGINS = 1 + len([*ROOT.glob("plugins/*/pyproject.toml")])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine that has built the image."""
    if not BUILDAH:
        pytest.skip("the image is built by buildah, which is not installed")
    folder = tmp_path_factory.mktemp("images")
    tried = usable(folder / "empty")
    if tried.code:
        pytest.skip(f"buildah can not build images here: {tried.out.strip()}")
    made = Engine(folder)
    for ran in (build_base(made, folder / "base"), build_image(made)):
        assert ran.code == 0, ran.out
    return made


def mounted(folder: Path, volume: str) -> str:
    """Return a volume of the compose file, for a folder that holds the repository."""
    here, there = volume.split(":", 1)
    return f"{folder / here}:{there}"


def serve(engine: Engine, name: str, repository: Path) -> Ran:
    """Run a service of the example repository."""
    service = SERVICES[name]
    volumes = [mounted(repository, one) for one in service["volumes"]]
    return engine.run(IMAGE, service["command"], volumes)


def test_it_has_the_engine_and_every_plugin(engine: Engine) -> None:
    ran = engine.run(IMAGE, ["plugins", "doctor"])
    assert ran.code == 0, ran.out
    assert f"{PLUGINS} of {PLUGINS} plugins can be used" in ran.out


def test_without_words_it_tells_what_it_can_do(engine: Engine) -> None:
    said = engine.inspect(IMAGE)
    ran = engine.run(IMAGE, said["Cmd"])
    assert ran.code == 0, ran.out
    assert ran.out.startswith("Usage: vbc")


def test_it_runs_as_a_user_without_rights(engine: Engine) -> None:
    assert engine.inspect(IMAGE)["User"] == "10001:10001"
    ran = engine.run(IMAGE, ["schema", "--write", "/etc/schema.json"])
    assert ran.code != 0
    assert "/etc/schema.json: error" in ran.out
    assert "VBC702" in ran.out


def test_a_plugin_begun_in_it_is_whole(engine: Engine, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    ran = engine.run(IMAGE, ["new", "plugin", "meadow"], [f"{tmp_path}:/work"])
    assert ran.code == 0, ran.out
    assert [*tmp_path.glob("**/tests/test_conformance.py")]


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ("check", "2 contracts without findings"),
        ("test", "5 cases passed"),
        ("settle", "prairie-primary-care"),
    ],
)
def test_a_service_of_the_example_does_its_work(
    engine: Engine, repository: Path, service: str, said: str
) -> None:
    ran = serve(engine, service, repository)
    assert ran.code == 0, ran.out
    assert said in ran.out


def test_every_service_of_the_example_is_tried() -> None:
    assert set(SERVICES) == {"check", "test", "settle"}


def test_services_have_no_network_and_write_nothing() -> None:
    for service in SERVICES.values():
        assert service["network_mode"] == "none"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert all(one.endswith(":ro") for one in service["volumes"])


def test_what_the_lock_does_not_name_is_not_settled(engine: Engine, repository: Path) -> None:
    lock = repository / "vbc.lock.json"
    text = lock.read_text(encoding="utf-8")
    lock.write_text(text.replace('"sha256": "', '"sha256": "0', 1), encoding="utf-8")
    ran = serve(engine, "settle", repository)
    assert ran.code == 1
    assert "VBC320" in ran.out
