"""Prints a token for a page of Ann's, as a site's server would hand it out: python3 token.py"""

import base64
import hashlib
import hmac
import json
import os
import time

KEY = os.environ.get("KEY", "demo")
SECRET = os.environ.get("SECRET", "demo-secret")


def part(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def sign(claims):
    signed = b".".join(part(json.dumps(value).encode()) for value in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (signed + b"." + part(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest())).decode()


now = int(time.time())
print(sign({
    "iss": KEY, "iat": now, "exp": now + 300, "presence_id": "ann",
    "channels": ["demo", {"pattern": "chat.*", "rights": ["subscribe", "publish", "presence"]}],
}))
