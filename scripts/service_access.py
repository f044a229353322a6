"""Signs in at a running service, for the tools that check it."""

import itertools
import json
import urllib.error
import urllib.request


class Refusal(Exception):
    """What a service answers that does not do what it is asked."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Entrance:
    """Somebody at a service that trusts us as its proxy: each request comes from an address of its own."""

    _numbers = itertools.count(1)

    def __init__(self, url, user, password):
        self.url = url
        self.user = user
        self.password = password
        self.token = None

    @classmethod
    def origin(cls):
        """An address that no request before came from, of the range for benchmarks (RFC 5180 §8)."""
        number = next(cls._numbers)
        return {"X-Forwarded-For": f"2001:2:0:{number >> 16:x}::{number & 0xFFFF:x}"}

    def headers(self):
        """Those of a request of this person."""
        if self.token is None:
            self.sign_in()
        return {"Authorization": f"Bearer {self.token}", **self.origin()}

    def sign_in(self):
        self.token = self._ask("/session", {"user": self.user, "password": self.password})["token"]

    def add(self, user, password, roles):
        """Adds a user, or lets one in anew, who can be signed in then."""
        what = {"password": password, "roles": roles}
        try:
            self._ask("/users", {"user": user, **what}, self.headers())
        except Refusal as refusal:
            if refusal.status != 409:
                raise
            self._ask(f"/users/{user}", {"disabled": False, **what}, self.headers())
        return Entrance(self.url, user, password)

    def _ask(self, path, body, headers=None):
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or self.origin())})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refusal(error.code, f"POST {path} got {error.code}: {error.read().decode()}") from error
