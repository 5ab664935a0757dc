"""Who asks a server: an address and what the user gave enter, an address without a login in it and a login leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks: a name and a password, or a token; neither is ever shown."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


def find_login(url: str, login: Login) -> tuple[str, Login]:
    """The address without a login in it, and the login: the one given, the address's, or that of the netrc file."""
    from requests.utils import get_netrc_auth  # slow to import, and not every query goes to a server

    try:
        parts = urlsplit(url)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError as error:
        raise KgError("the address of the server is not valid: give one like http://localhost:7878/store") from error
    if parts.scheme not in ("http", "https") or not host:
        raise KgError("the address of the server is not valid: give one like http://localhost:7878/store")
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    if login.user or login.token:
        return bare, login
    if parts.username:
        return bare, Login(unquote(parts.username), unquote(parts.password or ""))
    return bare, Login(*(get_netrc_auth(bare) or ()))
