"""What every test of the report's page needs: a browser on a desk or in a hand, and a report to open in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report_page.reports import LESSON, opened, plain, report_of

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def driver():
    """What drives Chromium; skipped where it or playwright is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip("no chromium in /usr/bin (apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        yield driver


def _chromium(driver, profile, **screen):
    context = driver.chromium.launch_persistent_context(
        profile,
        executable_path=str(CHROMIUM),
        args=FLAGS,
        timeout=300_000,  # ms: whoever has not come by then hangs
        **screen,
    )
    context.set_default_timeout(300_000)
    return context


@pytest.fixture(scope="module")
def browser(driver, tmp_path_factory):
    """Chromium on a desk, with a profile of its own."""
    with _chromium(driver, tmp_path_factory.mktemp("profile"), viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture(scope="module")
def phone(driver, tmp_path_factory):
    """Chromium as on a phone: narrow, and touched instead of pointed at."""
    screen = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with _chromium(driver, tmp_path_factory.mktemp("phone"), **screen) as context:
        yield context


@pytest.fixture
def file(tmp_path):
    """A lesson with misprints, some of them alike."""
    path = tmp_path / "lesson.txt"
    path.write_text(LESSON, "utf-8")
    return path


@pytest.fixture
def report(tmp_path, file):
    """The report about it."""
    return report_of(tmp_path / "report.html", plain(file))


@pytest.fixture
def page(browser, report):
    """The report's page, which must not complain from beginning to end."""
    with opened(browser, report) as page:
        yield page
