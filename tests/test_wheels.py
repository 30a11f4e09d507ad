"""Each plugin's wheel installs without the others above it, and its tables can be made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UV = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

SETTINGS = """
SECRET_KEY = "test"
USE_TZ = True
ROOT_URLCONF = "host_urls"
INSTALLED_APPS = {first} + [
    "wagtail.contrib.redirects", "wagtail.contrib.routable_page", "wagtail.contrib.table_block", "wagtail.embeds",
    "wagtail.sites", "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search",
    "wagtail.admin", "wagtail", "modelcluster", "taggit",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles",
] + {last}
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {{
    "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages"]}}}}]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "host.sqlite3"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL, MEDIA_URL, MEDIA_ROOT = "/static/", "/media/", "media"
WAGTAIL_SITE_NAME, WAGTAILADMIN_BASE_URL = "Host", "http://localhost"
{own}
"""
OWN_MEDIA = """
AUTHENTICATION_BACKENDS = ["unit_pages.access.backend.AppointmentBackend"]
MIDDLEWARE += ["unit_pages.people.middleware.AppointmentRequiredMiddleware",
    "unit_pages.access.middleware.AdminAddressMiddleware"]
WAGTAILIMAGES_IMAGE_MODEL = "unit_pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "unit_pages.media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "unit_pages.DocumentFile"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": "private"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""
HOSTS = {
    "wagtail-edu-search": (["edu_search"], ""),
    "wagtail-unit-pages": (["wagtail_modeladmin", "unit_pages"], OWN_MEDIA),
    "wagtail-comms-plan": (["wagtail_modeladmin", "unit_pages", "comms_plan.plans", "comms_plan.articles"], OWN_MEDIA),
}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if UV is None:
        message = "skipped: uv is not installed, so no wheel can be built"
        pytest.fail(message) if os.environ.get("REQUIRE_SERVICES") else pytest.skip(message)
    folder = tmp_path_factory.mktemp("wheels")
    run([UV, "build", "--all-packages", "--wheel", "-q", "-o", str(folder)], ROOT)
    return folder


def run(command: list[str], folder: Path, **env: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTHON"))}
    done = subprocess.run(command, cwd=folder, env={**environment, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_four_wheels_are_built_with_what_they_need_inside(wheels: Path) -> None:
    import zipfile

    names = {path.name.split("-")[0]: zipfile.ZipFile(path).namelist() for path in wheels.glob("*.whl")}
    assert sorted(names) == ["edu_portal", "wagtail_comms_plan", "wagtail_edu_search", "wagtail_unit_pages"]
    for inside in names.values():
        assert any(name.endswith("py.typed") for name in inside)
        assert any(name.endswith("locale/vi/LC_MESSAGES/django.mo") for name in inside)
        assert any(name.endswith("LICENSE") for name in inside)
        assert not any("/tests/" in name for name in inside)
    assert "unit_pages/templates/unit_pages/unit_home_page.html" in names["wagtail_unit_pages"]
    assert "edu_portal/static/edu_portal/css/portal.css" in names["edu_portal"]


@pytest.mark.parametrize("name", HOSTS)
def test_a_plugin_installs_into_a_stock_project(name: str, wheels: Path, tmp_path: Path) -> None:
    apps, own = HOSTS[name]
    (tmp_path / "host_settings.py").write_text(SETTINGS.format(first="[]", last=repr(apps), own=own))
    (tmp_path / "host_urls.py").write_text("urlpatterns = []\n")
    venv = tmp_path / "venv"
    assert UV is not None
    run([UV, "venv", "-q", "--python", sys.executable, str(venv)], tmp_path)
    python = str(venv / "bin" / "python")
    run([UV, "pip", "install", "-q", "--python", python, "--find-links", str(wheels), name], tmp_path)
    installed = run([UV, "pip", "list", "--python", python, "--format", "freeze"], tmp_path)
    assert "edu-portal" not in installed
    if name != "wagtail-comms-plan":
        assert "wagtail-comms-plan" not in installed
    settings = {"DJANGO_SETTINGS_MODULE": "host_settings"}
    run([python, "-m", "django", "check"], tmp_path, PYTHONPATH=".", **settings)
    run([python, "-m", "django", "migrate", "-v0"], tmp_path, PYTHONPATH=".", **settings)
    labels = [app.replace("comms_plan.", "comms_") for app in apps]
    run([python, "-m", "django", "makemigrations", "--check", *labels], tmp_path, PYTHONPATH=".", **settings)


#: What the documents promise: three lines make the pages of a new site searchable.
THREE_LINES = {
    "settings": 'INSTALLED_APPS += ["edu_search"]\nEDU_SEARCH = {"WAGTAIL_PAGES": True}\n',
    "urls": 'urlpatterns.insert(0, path("find/", include("edu_search.public.urls")))\n',
}
VISIT = r"""
import html, re
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site
from home.models import HomePage

call_command("search_rebuild", "--entries")
client = Client(headers={"host": "localhost"})
home = Site.objects.get().root_page


def titles(words):
    response = client.get("/find/", {"q": words})
    assert response.status_code == 200, response
    found = re.findall(r'<h2><a href="[^"]*">(.*?)</a>', response.content.decode())
    return [html.unescape(re.sub("</?mark>", "", title)) for title in found]


assert titles(home.title) == [home.title], titles(home.title)
page = home.add_child(instance=HomePage(title="Tuyển sinh lớp 10", slug="tuyen-sinh", live=False))
page.save_revision().publish()
for words in ("tuyen sinh lop 10", "TUYỂN SINH", "tuyeern sinh", "tuye63n sinh"):
    assert titles(words) == ["Tuyển sinh lớp 10"], words
found = client.get("/find/", {"q": "tuyen sinh"}).content.decode()
assert "<mark>Tuyển sinh</mark> lớp 10" in found and 'href="/tuyen-sinh/"' in found
assert client.get("/tuyen-sinh/").status_code == 200
assert client.get("/find/suggest/", {"q": "tuyen si"}).json()["groups"][0]["items"]
assert "Tuyển sinh" in client.get("/find/rss/", {"q": "tuyen sinh"}).content.decode()
HomePage.objects.get(pk=page.pk).unpublish()
assert titles("tuyen sinh") == []
print("found")
"""


def test_three_lines_make_the_pages_of_a_new_wagtail_site_searchable(wheels: Path, tmp_path: Path) -> None:
    venv, site = tmp_path / "venv", tmp_path / "site"
    assert UV is not None
    run([UV, "venv", "-q", "--python", sys.executable, str(venv)], tmp_path)
    python = str(venv / "bin" / "python")
    run([UV, "pip", "install", "-q", "--python", python, "--find-links", str(wheels), "wagtail-edu-search"], tmp_path)
    site.mkdir()
    run([str(venv / "bin" / "wagtail"), "start", "mysite", str(site)], tmp_path)
    for place, name in (("settings", "settings/base.py"), ("urls", "urls.py")):
        with (site / "mysite" / name).open("a") as file:
            file.write(f"\n{THREE_LINES[place]}")
    (site / "visit.py").write_text(VISIT)
    environment = {"DJANGO_SETTINGS_MODULE": "mysite.settings.dev"}
    run([python, "manage.py", "migrate", "-v0"], site, **environment)
    assert "found" in run([python, "-W", "error::DeprecationWarning:edu_search", "visit.py"], site, **environment)
