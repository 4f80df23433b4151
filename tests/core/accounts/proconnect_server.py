"""A running OpenID Connect provider that signs its user information, as ProConnect does.

Run as a program: prints its port. A person whose claims hold ``forged`` is told by another's key.
"""

import sys

import flask
import oidc_provider_mock
from authlib import jose
from oidc_provider_mock import _app as mock
from werkzeug.serving import make_server


def sign(answer: flask.Response) -> flask.Response:
    """Replace plain user information by the same, signed for the client."""
    if flask.request.path != "/userinfo" or answer.status_code != 200:
        return answer
    claims = answer.get_json() | {"iss": flask.request.host_url.rstrip("/"), "aud": "parvis", "exp": 4102444800}
    key = flask.g.oidc_provider_mock_storage.jwk
    header = {"alg": "RS256", "kid": key.as_dict(add_kid=True)["kid"]}
    if claims.pop("forged", False):
        key = jose.RSAKey.generate_key(2048, is_private=True)
    answer.data = jose.jwt.encode(header, claims, key)
    answer.content_type = "application/jwt"
    return answer


# ProConnect gives the first name for a scope of that name, not for « profile ».
mock._STANDARD_CLAIMS.discard("given_name")

if __name__ == "__main__":
    app = oidc_provider_mock.app()
    app.after_request(sign)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
