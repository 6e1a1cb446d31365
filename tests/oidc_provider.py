"""An OpenID provider on loopback, as a process of its own: `python -m tests.oidc_provider PORT CLIENT_ID`.

It signs in at once whoever it was told to expect (PUT /next: claims, and what is to be wrong with the token).
"""

import base64
import json
import secrets
import sys
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

HOST = "127.0.0.1"
LIFETIME_S = 300
LONG_AGO_S = 3600


@dataclass
class Provider:
    """The provider's keys, whom it signs in next, and the nonces of the codes it has given."""

    issuer: str
    client_id: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "ours"}))
    foreign: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "ours"}))
    claims: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    nonces: dict[str, str] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
            "end_session_endpoint": "end",
        }
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{path}" for name, path in names.items()},
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Back to the app with a code, or with a refusal."""
        if self.fault == "denied":
            back = {"error": "access_denied", "state": query["state"]}
        else:
            code = secrets.token_hex(8)
            self.nonces[code] = query["nonce"]
            back = {"code": code, "state": query["state"]}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, code: str) -> dict[str, Any]:
        return {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": self._id_token(self.nonces.pop(code)),
        }

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + LIFETIME_S,
            "nonce": nonce,
            **self.claims,
            **self._wrong(now),
        }
        if self.fault == "unsigned":
            parts = ({"alg": "none"}, claims, b"")
            return ".".join(_encoded(part) for part in parts)
        key = self.foreign if self.fault == "forged" else self.key
        return jwt.encode({"alg": "RS256", "kid": "ours"}, claims, key)

    def _wrong(self, now: int) -> dict[str, Any]:
        return {
            "expired": {"iat": now - 2 * LONG_AGO_S, "exp": now - LONG_AGO_S},
            "audience": {"aud": "another-app"},
            "audience by way of azp": {"aud": "another-app", "azp": self.client_id},
            "nonce": {"nonce": "of-another-sign-in"},
            "issuer": {"iss": "https://elsewhere.example"},
        }.get(self.fault, {})


def _encoded(part: dict[str, Any] | bytes) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.discovery())
        elif parts.path == "/jwks":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self._redirect(self.provider.authorize(query))
        elif parts.path == "/end":
            self._redirect(query["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = parse_qs(self._body().decode())
        self._json(self.provider.token(form["code"][0]))

    def do_PUT(self) -> None:
        wish = json.loads(self._body())
        self.provider.claims, self.provider.fault = wish["claims"], wish.get("fault", "")
        self._json({})

    def log_message(self, *_: object) -> None:
        """Silence: what matters shows in the app."""

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def _json(self, content: dict[str, Any]) -> None:
        raw = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _redirect(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()


def main(port: int, client_id: str) -> None:
    Handler.provider = Provider(f"http://{HOST}:{port}", client_id)
    ThreadingHTTPServer((HOST, port), Handler).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
