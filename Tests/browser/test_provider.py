"""Signing in at an OpenID provider, and what can go wrong on the way there and back."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

BUTTON = "Sign in with Werkpass"
CALLBACK = "/ui/sign-in/oidc/callback"


@pytest.fixture
def visitor(person, provider):
    """Somebody who has not signed in, and may go to the provider."""
    return person("client", None, elsewhere=provider.url)


def go_to_provider(visitor, path: str = "/ui/inbox") -> None:
    visitor.page.goto(path)
    visitor.page.get_by_role("link", name=BUTTON).click()
    visitor.page.wait_for_url("**/oauth2/authorize?**")


def agree(visitor, subject: str) -> None:
    visitor.page.locator(f'button[name="sub"][value="{subject}"]').click()


def cookie(visitor, name: str):
    return next((each for each in visitor.context.cookies() if each["name"] == name), None)


def refused_with(visitor, status: int, text: str) -> None:
    expect(visitor.page.get_by_role("alert")).to_contain_text(text)
    assert visitor.shown == ("GET", urlsplit(visitor.page.url).path, status)
    assert cookie(visitor, "duet_client") is None
    # From there one can try again.
    expect(visitor.page.get_by_role("link", name=BUTTON)).to_be_visible()


def audited(world, actor: str) -> list[dict]:
    return world.client.ask("GET", f"/audit?actor={actor}&action=session", user="olga")["items"]


def test_people_sign_in_at_the_provider_and_come_back_to_what_they_asked_for(visitor, world, provider):
    go_to_provider(visitor, "/ui/orders?text=PO-7")
    assert cookie(visitor, "duet_client_attempt")["httpOnly"]
    agree(visitor, "s-nora")
    visitor.page.wait_for_url("**/ui/orders?text=PO-7")
    expect(visitor.page.locator("header, nav").first).to_be_visible()
    session = cookie(visitor, "duet_client")
    assert session["httpOnly"] and session["sameSite"] == "Lax"
    assert cookie(visitor, "duet_client_attempt") is None
    # Roles come from the token.
    visitor.page.goto("/ui/orders/new")
    assert visitor.shown[2] == 200
    visitor.page.goto("/ui/users")
    assert visitor.shown[2] == 403
    begun = audited(world, "nora")[0]
    assert begun["action"] == "session.begin" and begun["channel"] == "web"
    assert begun["after"] == {"kind": "web", "issuer": provider.url, "subject": "s-nora"}


def test_who_signs_out_is_signed_out_at_the_provider_too(visitor, world, provider):
    go_to_provider(visitor)
    agree(visitor, "s-nora")
    visitor.page.wait_for_url("**/ui/inbox")
    visitor.page.locator('form[action="/ui/sign-out"]').first.evaluate("form => form.requestSubmit()")
    visitor.page.wait_for_url(f"{provider.url}/oauth2/end_session?**")
    assert cookie(visitor, "duet_client") is None
    visitor.page.get_by_role("button", name="End session").click()
    visitor.page.wait_for_url("**/ui/sign-in")
    visitor.page.goto("/ui/inbox")
    visitor.page.wait_for_url("**/ui/sign-in?back=**")
    assert audited(world, "nora")[0]["action"] == "session.end"


def test_local_users_sign_in_and_out_without_the_provider(person):
    anna = person("client", "anna")
    anna.page.locator('form[action="/ui/sign-out"]').first.evaluate("form => form.requestSubmit()")
    anna.page.wait_for_url("**/ui/sign-in")


def test_who_comes_from_the_provider_has_no_password_here(visitor, person, provider):
    go_to_provider(visitor)
    agree(visitor, "s-nora")
    visitor.page.wait_for_url("**/ui/inbox")
    assert visitor.page.locator('a[href="/ui/password"]').count() == 0
    visitor.page.goto("/ui/password")
    expect(visitor.page.locator("main .note:visible")).to_contain_text(f"You sign in at {provider.url}")
    assert visitor.page.locator("main form").count() == 0
    anna = person("client", "anna")
    assert anna.page.locator('a[href="/ui/password"]').count() > 0


def test_who_has_no_password_here_makes_a_token_for_the_terminal(visitor, world, provider, tmp_path):
    go_to_provider(visitor)
    agree(visitor, "s-nora")
    visitor.page.wait_for_url("**/ui/inbox")
    visitor.page.locator('a[href="/ui/terminal"]').click()
    visitor.page.get_by_role("button", name="Make a token for the terminal").click()
    token = visitor.page.locator("code", has_text="duet_").inner_text()
    expect(visitor.page.locator("code", has_text="client login --with-token")).to_be_visible()
    begun = audited(world, "nora")[0]
    assert begun["action"] == "session.begin" and begun["channel"] == "web"
    assert begun["after"] == {"kind": "token", "issuer": provider.url, "subject": "s-nora"}

    def client(*arguments: str, given: str = ""):
        return world.client.run(*arguments, given=given, XDG_STATE_HOME=str(tmp_path))

    signed_in = client("login", "--with-token", given=token + "\n")
    assert (signed_in.returncode, signed_in.stdout) == (0, "Signed in as nora (buyer)\n"), signed_in.stderr
    shown = client("whoami", "-o", "json")
    assert shown.returncode == 0 and json.loads(shown.stdout)["user"] == "nora", shown.stderr
    # Whoever signs out everywhere ends both.
    assert client("logout", "--everywhere").returncode == 0
    late = client("login", "--with-token", given=token + "\n")
    assert late.returncode == 5 and f"{world.client.url}/ui/terminal" in late.stderr
    assert client("whoami").returncode == 5
    visitor.page.goto("/ui/terminal")
    visitor.page.wait_for_url("**/ui/sign-in?back=**")


def test_who_does_not_agree_is_told_so(visitor):
    go_to_provider(visitor)
    visitor.page.get_by_role("button", name="Deny").click()
    visitor.page.wait_for_url(f"**{CALLBACK}?**")
    refused_with(visitor, 403, "Werkpass did not let you in")


def test_an_answer_holds_once_and_in_the_browser_that_asked(visitor, person, provider):
    answers = []
    visitor.page.on("request", lambda request: CALLBACK in request.url and answers.append(request.url))
    go_to_provider(visitor)
    attempt = cookie(visitor, "duet_client_attempt")
    agree(visitor, "s-nora")
    visitor.page.wait_for_url("**/ui/inbox")
    visitor.context.clear_cookies()
    visitor.page.goto(answers[0])
    refused_with(visitor, 400, "This sign-in was begun in another browser")
    # Not even with the cookie of then.
    visitor.context.add_cookies([attempt])
    visitor.page.goto(answers[0])
    refused_with(visitor, 400, "Werkpass no longer knows this sign-in")

    # Somebody else's answer, brought into this browser (login CSRF).
    other = person("client", None, elsewhere=provider.url)
    go_to_provider(other)
    with other.page.expect_request(f"**{CALLBACK}?**") as foreign:
        agree(other, "s-nora")
    go_to_provider(visitor)
    visitor.page.goto(foreign.value.url)
    refused_with(visitor, 400, "This sign-in was begun in another browser")


@pytest.mark.parametrize(
    "subject, text, reason",
    [
        ("s-impostor", "The name anna belongs to somebody else here", "nameTaken"),
        ("s-other", "The name nora belongs to somebody else here", "nameTaken"),
        ("s-guest", "Werkpass gives gwen no role", "noRole"),
    ],
)
def test_nobody_takes_over_a_name_or_comes_without_a_role(visitor, world, subject, text, reason):
    if subject == "s-other":
        go_to_provider(visitor)
        agree(visitor, "s-nora")
        visitor.page.wait_for_url("**/ui/inbox")
        visitor.context.clear_cookies()
    go_to_provider(visitor)
    agree(visitor, subject)
    visitor.page.wait_for_url(f"**{CALLBACK}?**")
    refused_with(visitor, 403, text)
    name = text.split("name ")[1].split()[0] if reason == "nameTaken" else "gwen"
    last = audited(world, name)[0]
    assert last["action"] == "session.refuse"
    assert (last["after"]["reason"], last["after"]["subject"]) == (reason, subject)


def test_a_provider_that_is_down_says_so_and_the_own_password_goes_on(visitor, provider):
    go_to_provider(visitor)
    provider.down.add("/oauth2/token")
    try:
        agree(visitor, "s-nora")
        visitor.page.wait_for_url(f"**{CALLBACK}?**")
        refused_with(visitor, 503, "Werkpass cannot be reached now")
    finally:
        provider.down.clear()
    visitor.sign_in("anna")


def test_nobody_is_sent_to_another_site_after_signing_in(visitor):
    for back in ["https://evil.example/", "//evil.example/", "/ui/../../evil", "/elsewhere"]:
        visitor.page.goto(f"/ui/sign-in?back={back}")
        link = visitor.page.get_by_role("link", name=BUTTON).get_attribute("href")
        assert link == "/ui/sign-in/oidc?back=%2Fui%2Finbox" or back.startswith("/ui/")
    visitor.page.goto("/ui/sign-in/oidc?back=https%3A%2F%2Fevil.example%2F")
    visitor.page.wait_for_url("**/oauth2/authorize?**")
    agree(visitor, "s-nora")
    visitor.page.wait_for_url(f"{visitor.company.url}/ui/inbox")
