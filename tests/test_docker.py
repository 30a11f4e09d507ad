"""The image and the compose file, read as text: no Docker is needed, and a slip still fails here."""

from __future__ import annotations

import re
import shlex
import subprocess
import time
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCKER = ROOT / "docker"
SETTINGS = ROOT / "site/src/edu_portal/settings"
TOP_LEVEL = {"name", "services", "networks", "volumes", "secrets", "configs"}
SERVICE_KEYS = {
    "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "networks", "ports",
    "profiles", "restart", "security_opt", "shm_size", "ulimits", "volumes",
}  # fmt: skip


def settings_names() -> set[str]:
    """Names that the settings read from the environment."""
    code = "\n".join(path.read_text() for path in SETTINGS.glob("*.py"))
    return set(re.findall(r"\b(?:env(?:\.\w+)?|database)\(\s*\"([A-Z_]+)\"", code))


def entry_point_names() -> set[str]:
    """Names that the entry point reads."""
    return set(re.findall(r"\$\{([A-Z_]+):?-", (DOCKER / "entrypoint.sh").read_text()))


def without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as pairs of instruction and rest, continued lines joined."""
    text = without_comments((DOCKER / "Dockerfile").read_text())
    joined = re.sub(r"\\\n\s*", "", text)
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    lines = instructions()
    start = max(number for number, (name, _rest) in enumerate(lines) if name == "FROM")
    return lines[start:]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


class TestCompose:
    def test_it_has_only_keys_that_compose_knows(self, compose, services):
        assert {key for key in compose if not key.startswith("x-")} <= TOP_LEVEL
        for name, service in services.items():
            assert set(service) <= SERVICE_KEYS, name

    def test_it_has_the_parts_of_the_guide(self, services):
        assert set(services) == {"proxy", "portal", "worker", "database", "cache", "search"}
        assert services["database"]["image"].startswith("postgres:17")
        assert "elasticsearch:9" in services["search"]["image"]

    def test_images_of_others_are_pinned_to_a_version(self, services):
        for name, service in services.items():
            image, _colon, tag = service["image"].rpartition(":")
            assert image, name
            assert re.match(r"\d+\.\d+", tag), f"{name}: {service['image']}"

    def test_our_image_has_the_version_of_the_portal(self, services):
        version = tomllib.loads((ROOT / "site/pyproject.toml").read_text())["project"]["version"]
        assert services["portal"]["image"] == services["worker"]["image"] == f"edu-portal:{version}"

    def test_every_service_has_a_health_check_with_limits(self, services):
        for name, service in services.items():
            check = service["healthcheck"]
            assert check["test"][0] in {"CMD", "CMD-SHELL"}, name
            assert {"interval", "timeout", "retries"} <= set(check), name

    def test_health_checks_of_ours_are_parts_of_the_entry_point(self, services):
        parts = re.findall(r"^    (\w+)\) ", (DOCKER / "entrypoint.sh").read_text(), re.M)
        for name in ("portal", "worker"):
            program, part = services[name]["healthcheck"]["test"][1:]
            assert program == "/app/docker/entrypoint.sh"
            assert part in parts
            assert services[name]["command"][0] in parts

    def test_whom_a_service_waits_for_exists_and_is_asked_for_its_health(self, services):
        for name, service in services.items():
            for other, condition in service.get("depends_on", {}).items():
                assert other in services, name
                assert condition == {"condition": "service_healthy"}

    def test_the_portal_is_told_nothing_that_it_does_not_read(self, services):
        known = settings_names() | entry_point_names()
        for name in ("portal", "worker"):
            assert set(services[name]["environment"]) <= known, name

    def test_the_portal_is_told_all_that_production_demands(self, services):
        demanded = set(re.findall(r"env(?:\.\w+)?\(\"([A-Z_]+)\"\)", (SETTINGS / "production.py").read_text()))
        assert {"SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_ORIGIN"} <= demanded
        for name in ("portal", "worker"):
            assert demanded <= set(services[name]["environment"])

    def test_no_secret_is_written_into_the_file_and_each_must_be_set(self, services):
        text = without_comments((DOCKER / "compose.yaml").read_text())
        for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "SITE_HOST"):
            assert f"${{{secret}:?" in text
        for service in services.values():
            for key, value in service["environment"].items() if "environment" in service else ():
                if key.endswith(("PASSWORD", "SECRET_KEY")):
                    assert str(value).startswith("${"), key

    def test_what_the_file_asks_of_the_operator_stands_in_the_example(self):
        text = without_comments((DOCKER / "compose.yaml").read_text())
        asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))
        offered = set(re.findall(r"^([A-Z_]+)=", (DOCKER / ".env.example").read_text(), re.M))
        assert asked == offered

    def test_the_example_holds_no_secret(self):
        text = (DOCKER / ".env.example").read_text()
        for name in ("SITE_HOST", "SECRET_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD"):
            assert re.search(rf"^{name}=$", text, re.M), name

    def test_only_the_proxy_is_reached_from_outside(self, services):
        assert [name for name, service in services.items() if "ports" in service] == ["proxy"]

    def test_stores_are_out_of_reach_of_the_proxy(self, compose, services):
        assert compose["networks"]["back"] == {"internal": True}
        for name in ("database", "cache", "search"):
            assert services[name]["networks"] == ["back"]
        assert services["proxy"]["networks"] == ["front"]

    def test_named_volumes_and_networks_are_declared(self, compose, services):
        for name, service in services.items():
            assert set(service["networks"]) <= set(compose["networks"]), name
            for mount in service.get("volumes", ()):
                source = mount.split(":")[0]
                assert source.startswith(("./", "/")) or source in compose["volumes"], f"{name}: {mount}"

    def test_originals_are_never_mounted_into_the_proxy(self, services):
        assert not [mount for mount in services["proxy"]["volumes"] if mount.startswith("private")]
        assert "media:/srv/media:ro" in services["proxy"]["volumes"]

    def test_no_volume_hides_the_static_files_of_the_image(self, services):
        targets = {mount.split(":")[1] for mount in services["portal"]["volumes"]}
        assert targets == {"/data/media", "/data/private"}

    def test_the_cache_never_evicts_the_versions_of_tags(self, services):
        command = services["cache"]["command"]
        assert command[command.index("--maxmemory-policy") + 1] == "volatile-lru"

    def test_the_search_engine_starts_only_when_asked_for_and_secured(self, services):
        assert services["search"]["profiles"] == ["search"]
        assert services["search"]["environment"]["xpack.security.enabled"] == "true"

    def test_the_search_engine_has_a_fixed_heap_and_a_health_check_that_logs_in(self, services):
        assert services["search"]["environment"]["ES_JAVA_OPTS"] == "-Xms1g -Xmx1g"
        assert "elastic:$$ELASTIC_PASSWORD" in services["search"]["healthcheck"]["test"][1]

    def test_web_and_worker_reach_the_search_engine_with_its_password(self, services):
        for name in ("portal", "worker"):
            environment = services[name]["environment"]
            assert environment["ELASTICSEARCH_URL"] == "${ELASTICSEARCH_URL:-}"
            assert environment["ELASTICSEARCH_PASSWORD"] == services["search"]["environment"]["ELASTIC_PASSWORD"]

    def test_the_worker_ships_what_the_web_process_could_not(self):
        text = (DOCKER / "entrypoint.sh").read_text()
        worker = text.partition("worker() {")[2].partition("\n}")[0]
        assert "search_drain" in worker
        assert "search_doctor --mend" in worker

    def test_one_service_alone_migrates(self, services):
        flags = {name: service.get("environment", {}).get("MIGRATE_ON_START") for name, service in services.items()}
        assert [name for name, flag in flags.items() if flag] == ["portal"]


class TestDockerfile:
    def test_base_images_are_pinned(self):
        bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
        assert bases == ["python:3.12-slim"] * 2

    def test_packages_come_from_the_lock_and_without_the_tools_of_developers(self):
        syncs = [rest for name, rest in instructions() if name == "RUN" and "uv sync" in rest]
        assert syncs
        assert all("--frozen" in rest and "--no-dev" in rest for rest in syncs)

    def test_what_is_installed_beside_the_lock_is_pinned(self):
        for name, rest in instructions():
            if name == "RUN" and "pip install" in rest:
                wanted = shlex.split(rest.partition("pip install")[2])
                names = [word for word in wanted if not word.startswith(("-", "/"))]
                assert all("==" in word for word in names), rest

    def test_the_client_of_the_cache_is_in_the_image(self):
        """Django's Redis cache imports ``redis``; without it every page fails once REDIS_URL is set."""
        locked = re.search(r'^name = "redis"$', (ROOT / "uv.lock").read_text(), re.M)
        installed = any("redis==" in rest for name, rest in instructions() if name == "RUN")
        assert locked or installed

    def test_it_runs_as_a_user_without_power_named_by_number(self):
        lines = last_stage()
        users = [rest for name, rest in lines if name == "USER"]
        assert users
        assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[-1])
        names = [name for name, _rest in lines]
        assert names.index("USER") < names.index("ENTRYPOINT")

    def test_static_files_are_collected_at_build(self):
        assert any("collectstatic" in rest for name, rest in last_stage() if name == "RUN")

    def test_no_secret_stays_in_the_image(self):
        for name, rest in instructions():
            if name in {"ENV", "ARG"}:
                assert not re.search(r"SECRET|PASSWORD|DATABASE_URL", rest)

    def test_it_has_a_health_check_and_an_entry_point_without_a_shell(self):
        lines = dict(last_stage())
        assert '"/app/docker/entrypoint.sh", "health"' in lines["HEALTHCHECK"]
        assert lines["ENTRYPOINT"] == '["/app/docker/entrypoint.sh"]'

    def test_what_is_copied_exists_and_is_not_ignored(self):
        kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
        for name, rest in instructions():
            if name != "COPY" or "--from" in rest:
                continue
            *sources, _target = [word for word in rest.split() if not word.startswith("--")]
            for source in sources:
                assert (ROOT / source).exists(), source
                assert any(source == path or source.startswith(f"{path}/") for path in kept), source

    def test_secrets_of_the_operator_do_not_enter_the_build(self):
        lines = (ROOT / ".dockerignore").read_text().splitlines()
        assert lines[1] == "*"
        assert "**/.env" in lines


class TestEntryPoint:
    def test_it_is_valid_shell_and_may_be_run(self):
        path = DOCKER / "entrypoint.sh"
        subprocess.run(["sh", "-n", str(path)], check=True)
        assert path.stat().st_mode & 0o111

    def test_an_unknown_part_is_refused(self):
        answer = subprocess.run([DOCKER / "entrypoint.sh", "wbe"], capture_output=True, text=True, check=False)
        assert answer.returncode == 2
        assert "wbe" in answer.stderr

    def test_a_worker_without_a_round_is_not_alive(self, tmp_path):
        beat = tmp_path / "beat"

        def alive() -> int:
            return subprocess.run(
                [DOCKER / "entrypoint.sh", "alive"],
                env={"WORKER_BEAT": str(beat), "PATH": "/usr/bin:/bin"},
                check=False,
            ).returncode

        assert alive() != 0
        beat.write_text("1000000000\n")
        assert alive() != 0
        beat.write_text(f"{int(time.time())}\n")
        assert alive() == 0

    def test_every_variable_is_explained_in_the_reference(self):
        text = (ROOT / "docs/reference/settings.md").read_text()
        names = settings_names() | entry_point_names()
        assert not [name for name in sorted(names) if f"`{name}`" not in text]


class TestProxy:
    def test_it_serves_pictures_and_passes_everything_else_on(self):
        text = without_comments((DOCKER / "Caddyfile").read_text())
        assert "handle_path /media/*" in text
        assert "root * /srv/media" in text
        assert "reverse_proxy portal:8000" in text
        assert text.count("{") == text.count("}")
