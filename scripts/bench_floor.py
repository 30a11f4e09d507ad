"""The floor: a project of stock Wagtail with nearly empty pages, to measure ours against within one run.

`wagtail start` as it comes, default middleware, no compression, SQLite: a home page
with the titles of its child pages, a page with the titles of its articles, an article
of six paragraphs in a StreamField. No menu, no pictures, no themes, no footer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: The three pages that are compared.
PAGES = {"home": "/", "subsite": "/unit-1/", "article": "/unit-1/article-1/"}
CHILDREN, PARAGRAPHS = 20, 6

SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "floor-" + "0123456789" * 6
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
"""
MODELS = """
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page


class HomePage(Page):
    pass


class UnitPage(Page):
    template = "home/home_page.html"


class ArticlePage(Page):
    body = StreamField([("paragraph", blocks.RichTextBlock())])
"""
LIST = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>
<ul>
{% for child in page.get_children.live %}<li><a href="{% pageurl child %}">{{ child.title }}</a></li>{% endfor %}
</ul>
{% endblock %}
"""
ARTICLE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>
{% include_block page.body %}
{% endblock %}
"""
FILL = f"""
from home.models import ArticlePage, HomePage, UnitPage
home = HomePage.objects.get()
text = "<p>" + "A sentence of eight words stands right here. " * 8 + "</p>"
units = [home.add_child(instance=UnitPage(title=f"Unit {{n}}", slug=f"unit-{{n}}")) for n in range(1, {CHILDREN} + 1)]
for n in range(1, {CHILDREN} + 1):
    body = [("paragraph", text)] * {PARAGRAPHS}
    units[0].add_child(instance=ArticlePage(title=f"Article {{n}}", slug=f"article-{{n}}", body=body))
"""


def build(folder: Path) -> dict[str, str]:
    """Make the project in an empty folder and fill it; return the environment it runs in.

    Raises:
        subprocess.CalledProcessError: when one of Wagtail's own commands fails.
    """
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "floor.settings.bench"}
    start = "from wagtail.bin.wagtail import main; main()"
    subprocess.run([sys.executable, "-c", start, "start", "floor", "."], cwd=folder, check=True, capture_output=True)
    (folder / "floor/settings/bench.py").write_text(SETTINGS)
    (folder / "home/models.py").write_text(MODELS)
    templates = folder / "home/templates/home"
    (templates / "home_page.html").write_text(LIST)
    (templates / "article_page.html").write_text(ARTICLE)
    for command in (
        ["makemigrations", "home"],
        ["migrate"],
        ["collectstatic", "--noinput"],
        ["shell", "-c", FILL],
    ):
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=folder, env=env, check=True)
    return env
