"""Report pages to look at in a browser: made of files, opened, and watched for complaints."""

from __future__ import annotations

import json
from contextlib import contextmanager
from hashlib import sha256

from pinyin_strip import parse
from pinyin_strip.report.page import ReportedFile, ReportedText, render

LESSON = """\
她努(nù)力读书，朝河里扔(réng)石子。战略(luè)和策略(luè)，又努(nù)力。
六(lìu)只小船，渡船(cuán)很旧；她还在努(nù)力，六(lìu)天。
"""


def plain(path):
    """A file of plain text: one text without a label."""
    data = path.read_bytes()
    return ReportedFile(str(path), sha256(data).hexdigest(), [ReportedText(parse(data.decode()))])


def labelled(name, *texts):
    """A file of labelled texts: label and text, or None for a text that is not in the report but counts."""
    listed = [ReportedText(parse(one[1]), one[0], number) for number, one in enumerate(texts) if one]
    return ReportedFile(name, sha256(repr(texts).encode()).hexdigest(), listed)


def report_of(path, *files):
    """Write the report about files, and return where it is."""
    path.write_text(render(files), "utf-8")
    return path


@contextmanager
def opened(browser, report, before=""):
    """The page of a report, with nothing kept from elsewhere; ``before`` is a script that runs first."""
    page, complaints = browser.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.accept())[1])
    page.goto(report.as_uri())
    page.evaluate("localStorage.clear()")
    if before:
        page.add_init_script(before)
    page.reload()
    try:
        yield page
    finally:
        page.close(run_before_unload=False)
    assert complaints == []


def decided(page):
    """How many findings are decided."""
    return int(page.locator("#decided").inner_text())


def press(page, *keys):
    """Press one key after the other."""
    for key in keys:
        page.keyboard.press(key)


def download(page, path):
    """The decisions as they are downloaded."""
    with page.expect_download() as waiting:
        page.click("#download")
    waiting.value.save_as(path)
    return json.loads(path.read_text("utf-8"))


def load(page, path, written):
    """Load a file of decisions; what the page says to it."""
    path.write_text(written if isinstance(written, str) else json.dumps(written), "utf-8")
    page.set_input_files("#load", path)
    page.locator("#loaded p").first.wait_for()
    return page.locator("#loaded").inner_text()
