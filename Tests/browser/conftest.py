"""Two people in two browsers, and both companies behind them."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from parties import PASSWORD, Company, World
from provider import Provider

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def provider():
    """Where people can sign in, too."""
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="session")
def world(provider):
    """Decisions can be undone for four seconds: long enough to try, short enough to wait."""
    with World(grace="PT4S", DUET_PASSWORD_COST="least", **provider.settings) as world:
        yield world


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, company: Company, user: str | None, elsewhere: str | None = None, **options):
        # Another site, to which they may go, and whose pages may ask for what they like.
        self.elsewhere = elsewhere or company.url
        options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **options}
        self.company = company
        self.context: BrowserContext = browser.new_context(base_url=company.url, **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", self._watch)
        # Method, path and status of the page that is shown: of the last answer that was no redirection.
        self.shown: tuple[str, str, int] | None = None
        self.page.on("response", self._note)
        if user:
            self.sign_in(user)

    def _hear(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request) -> None:
        is_theirs = self.elsewhere != self.company.url and request.frame.url.startswith(self.elsewhere)
        if not is_theirs and not request.url.startswith((self.company.url, self.elsewhere, "data:", "about:")):
            self.complaints.append(f"a request to {request.url}")

    def _note(self, response) -> None:
        request = response.request
        if request.is_navigation_request() and not 300 <= response.status < 400:
            self.shown = request.method, urlsplit(request.url).path, response.status

    def sign_in(self, user: str) -> None:
        self.page.goto("/ui/inbox")
        self.page.fill("#user", user)
        self.page.fill("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/ui/inbox*")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def open_task(self, reference: str, view: str = "all") -> None:
        """By keys alone, from the list with this filter."""
        self.page.goto(f"/ui/inbox?view={view}&text={reference}")
        self.page.wait_for_selector(".row-link")
        self.press("j", "Enter")
        self.page.wait_for_url("**/ui/tasks/**")


@pytest.fixture
def person(browser, world):
    """Makes people; each has a browser of their own, and nobody's browser may complain."""
    made: list[Person] = []

    def make(company: str, user: str | None, **options) -> Person:
        made.append(Person(browser, getattr(world, company), user, **options))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    assert [complaint for each in made for complaint in each.complaints] == []
