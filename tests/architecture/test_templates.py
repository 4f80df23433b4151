"""Templates: all of them used, nothing inline, what they load is what they use."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.template.engine import Engine
from django.template.library import import_library

from parvis.kernel.declarations.notifications import messages

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(ROOT.glob("parvis/**/templates"))
TEMPLATES = {
    path.relative_to(folder).as_posix(): path
    for folder in FOLDERS
    for path in sorted(folder.rglob("*.*"))
    if path.is_file()
}
PAGES = {name: path for name, path in TEMPLATES.items() if path.suffix == ".html"}
# Rendered by a library that asks for them by name.
BY_LIBRARIES = re.compile(r"^(account|allauth|mfa|socialaccount|usersessions|django|dsfr)/|^[45]\d\d(_csrf)?\.html$")
# A mail is read outside the site, where neither style sheet nor policy exists.
# What is shown when the layout cannot be, and what is read without the platform.
ALONE = {
    "shell/base.html",
    "shell/errors/failure.html",
    "privacy/accountability/register_file.html",
    "privacy/rights/archive.html",
}
MAILS = re.compile(r"(^|/)(mails?|courriels?|email)(/|\.html$)")
LOAD = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt|xml|md|svg|typ))["']""")


def library(name: str) -> str:
    return Engine.get_default().libraries[name]


@pytest.fixture(scope="module")
def mentions() -> set[str]:
    """Names of templates quoted in Python or in templates, and the words of the declared messages."""
    import_module(settings.ROOT_URLCONF)  # the actions that send messages declare them
    sources = [*ROOT.glob("parvis/**/*.py"), *TEMPLATES.values()]
    return {name for path in sources for name in QUOTED.findall(path.read_text())} | {each.words for each in messages}


@pytest.fixture(scope="module")
def composed() -> list[re.Pattern[str]]:
    """Names composed in Python: ``f"shell/pages/{name}.html"``."""
    names = (
        name
        for path in ROOT.glob("parvis/**/*.py")
        for name in re.findall(r"""f["']([\w-]+/[\w/-]*\{[^"']+\}[\w./-]*)["']""", path.read_text())
    )
    return [re.compile(re.sub(r"\\\{.*?\\\}", r"[\\w.-]+", re.escape(name)) + r"(\.\w+)?$") for name in names]


def test_there_are_templates():
    assert "shell/base.html" in PAGES


def test_no_template_is_orphan(mentions, composed):
    orphans = [
        name for name in TEMPLATES
        if name not in mentions and not BY_LIBRARIES.match(name) and not any(form.match(name) for form in composed)
    ]  # fmt: skip
    told = (ROOT / "parvis/shell/README.md").read_text()
    assert [name for name in orphans if not (name.startswith("shell/components/") and name in told)] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline(name):
    if MAILS.search(name):
        return
    text = PAGES[name].read_text()
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"<[^>%]*\sstyle\s*=", text) == []
    assert re.findall(r"<[^>%]*\son[a-z]+\s*=", text) == []
    assert re.findall(r"href\s*=\s*[\"']javascript:", text) == []
    scripts = re.findall(r"<script\b([^>]*(?:{[{%].*?[}%]}[^>]*)*)>", text)
    assert [one for one in scripts if "src=" not in one and "application/json" not in one] == []


@pytest.mark.parametrize("name", PAGES)
def test_loads_are_sorted_and_used(name):
    text = PAGES[name].read_text()
    loaded = [one for group in LOAD.findall(text) if " from " not in f" {group} " for one in group.split()]
    assert loaded == sorted(loaded), "sorted in one {% load %}"
    for one in loaded:
        known = import_library(library(one))
        tags = any(re.search(rf"{{%-?\s*{re.escape(tag)}\b", text) for tag in known.tags)
        filters = any(re.search(rf"\|\s*{re.escape(each)}\b", text) for each in known.filters)
        assert tags or filters, f"{{% load {one} %}} is not used"


def test_every_page_extends_the_layout_or_is_a_part():
    for name, path in PAGES.items():
        text = path.read_text()
        if "<html" in text and name not in ALONE and not MAILS.search(name):
            pytest.fail(f"{name} draws its own document")
