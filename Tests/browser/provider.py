"""An OpenID provider of a third party, `oidc-provider-mock`, that also holds clients to PKCE, which it does not by itself."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import threading
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import werkzeug.serving
from oidc_provider_mock._storage import User
from werkzeug.wrappers import Response

CLIENT, SECRET = "duet", "a secret & its %"

PEOPLE = [
    User(sub="s-nora", claims={"preferred_username": "nora", "name": "Nora Berg", "roles": ["buyer"]}),
    # Nora's name with another subject, as after her account was made anew, or by somebody else.
    User(sub="s-other", claims={"preferred_username": "nora", "name": "Nora Berg", "roles": ["operator"]}),
    User(sub="s-impostor", claims={"preferred_username": "anna", "name": "Anna", "roles": ["operator"]}),
    User(sub="s-guest", claims={"preferred_username": "gwen", "name": "Gwen", "roles": ["visitor"]}),
]


class Provider:
    """Runs in a thread of its own, on a port of its own."""

    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.app = oidc_provider_mock.app(require_nonce=True, user_claims=PEOPLE)
        self.challenges: dict[str, str] = {}
        # What is down of it: paths.
        self.down: set[str] = set()
        self.server = werkzeug.serving.make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.1,))

    def __enter__(self) -> Provider:
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.thread.join()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "DUET_ACCESS": "oidc",
            "DUET_OIDC_ISSUER": self.url,
            "DUET_OIDC_CLIENT_ID": CLIENT,
            "DUET_OIDC_CLIENT_SECRET": SECRET,
            "DUET_OIDC_NAME": "Werkpass",
        }

    def _answer(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path in self.down:
            return Response("down", 503)(environ, start_response)
        if path == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            if not self._is_entitled(environ, parse_qs(body.decode())):
                return Response('{"error": "invalid_grant"}', 400)(environ, start_response)
        if path == "/oauth2/authorize" and environ["REQUEST_METHOD"] == "POST":
            return self.app(environ, self._noting(parse_qs(environ["QUERY_STRING"]), start_response))
        return self.app(environ, start_response)

    def _noting(self, request: dict[str, list[str]], start_response):
        """Keeps the code challenge of each code that is given."""
        assert request["code_challenge_method"] == ["S256"]

        def start(status, headers, *rest):
            location = next((value for name, value in headers if name == "Location"), "")
            for code in parse_qs(urlsplit(location).query).get("code", []):
                self.challenges[code] = request["code_challenge"][0]
            return start_response(status, headers, *rest)

        return start

    def _is_entitled(self, environ, form: dict[str, list[str]]) -> bool:
        """RFC 7636 §4.6, and the client's secret in the header (RFC 6749 §2.3.1)."""
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        credentials = base64.b64encode(b"duet:a%20secret%20%26%20its%20%25").decode()
        return (
            self.challenges.get(form["code"][0]) == challenge
            and environ.get("HTTP_AUTHORIZATION") == f"Basic {credentials}"
        )
