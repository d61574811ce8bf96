"""The content security policy of Neo4j Browser's pages: nothing from other machines."""

from __future__ import annotations

SETTING = "dbms.security.http_static_content_security_policy_header"
_HERE = ("localhost", "127.0.0.1")
# Neo4j 5.26's own policy also lets in Google's fonts, Segment and Canny, and any host that a script
# asks, such as Sentry. `client.allow_telemetry=false` stops none of them, and Community Edition
# ignores `browser.allow_outgoing_connections=false`.
_ALLOWED = {
    "default-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    # Bolt is a web socket on a port of its own, which Browser also asks by HTTP.
    "connect-src": " ".join(
        ["'self'", *(f"{scheme}://{host}:*" for host in _HERE for scheme in ("http", "ws"))]
    ),
}
POLICY = "; ".join(f"{what} {where}" for what, where in _ALLOWED.items())
