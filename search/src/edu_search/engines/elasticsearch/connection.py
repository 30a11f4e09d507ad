"""Where Elasticsearch is, how long we wait for it, and what its errors mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from elasticsearch import ApiError, Elasticsearch, SerializationError, TransportError

from edu_search.conf import option
from edu_search.engines.contract import EngineUnavailableError

#: Seconds for one request of a reader's search, and for all requests of one search.
READ_SECONDS = 0.6
BUDGET_SECONDS = 0.8
#: Seconds for a request that writes.
WRITE_SECONDS = 30.0


@dataclass(frozen=True)
class Address:
    """An index on a server.

    Args:
        url: ``http(s)://host:port``, several with commas between.
        index: name of the alias that is searched and written; the indices behind it add a moment to it.
        api_key: as Elasticsearch printed it (encoded), or
        user, password: of a user with the rights of docs/how-to/elasticsearch.md; without either
            requests are anonymous.
        ca_file: certificate of the authority that signed the server's; the system's by default.
    """

    url: str
    index: str = "edu-search"
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""

    @property
    def building(self) -> str:
        """Alias of the index that a rebuild is filling."""
        return f"{self.index}-building"


def address() -> Address | None:
    """Return what ``EDU_SEARCH["ELASTICSEARCH"]`` says.

    Raises:
        ImproperlyConfigured: when it has keys that are no options, or no url.
    """
    chosen = option("ELASTICSEARCH")
    if not chosen:
        return None
    try:
        return Address(**chosen)
    except TypeError as error:
        raise ImproperlyConfigured(f'EDU_SEARCH["ELASTICSEARCH"]: {error}') from None


@cache
def client(where: Address) -> Elasticsearch:
    """Return the client of this process; it keeps its connections and is safe in threads."""
    login: dict[str, object] = {}
    if where.api_key:
        login["api_key"] = where.api_key
    elif where.user:
        login["basic_auth"] = (where.user, where.password)
    if where.ca_file:
        login["ca_certs"] = where.ca_file
    urls = [url.strip() for url in where.url.split(",") if url.strip()]
    # A node that failed is asked again at once: our own circuit breaker decides when to try.
    return Elasticsearch(urls, request_timeout=READ_SECONDS, max_retries=0, dead_node_backoff_factor=0.0, **login)  # type: ignore[arg-type]


class EngineRefusedError(EngineUnavailableError):
    """Raised when the server answers and does not do what was asked.

    Args:
        status: the HTTP status.
        kind: Elasticsearch's name of the error, e.g. ``index_not_found_exception``.
    """

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"{status} {kind}: {reason}"[:500])
        self.status = status
        self.kind = kind

    @property
    def is_busy(self) -> bool:
        """Whether the server asks to come back later."""
        return self.status == 429 and self.kind != "cluster_block_exception"

    @property
    def is_blocked(self) -> bool:
        """Whether the index takes nothing because the disk is full (or somebody made it read-only)."""
        return self.kind == "cluster_block_exception"

    @property
    def is_about_question(self) -> bool:
        """Whether this one question was refused and the server is well."""
        return self.status == 400

    @property
    def is_login(self) -> bool:
        """Whether who we are, or what we may do, is refused."""
        return self.status == 401 or (self.status == 403 and not self.is_blocked)


@contextmanager
def translated() -> Iterator[None]:
    """Let errors of the client be errors of an engine.

    Raises:
        EngineRefusedError: when the server answered with an error.
        EngineUnavailableError: when it did not answer.
    """
    try:
        yield
    except ApiError as error:
        kind, reason = _what(error)
        raise EngineRefusedError(_status(error), kind, reason) from error
    except SerializationError as error:
        raise EngineUnavailableError(f"not an answer of Elasticsearch: {error}"[:500]) from error
    except TransportError as error:
        raise EngineUnavailableError(f"{type(error).__name__}: {error.message}"[:500]) from error


def _status(error: ApiError) -> int:
    """Return the status of the part that failed: of several questions in one request each has its own."""
    body = error.body if isinstance(error.body, dict) else {}
    return int(body.get("status", error.status_code))


def _what(error: ApiError) -> tuple[str, str]:
    body = error.body if isinstance(error.body, dict) else {}
    cause = body.get("error")
    if not isinstance(cause, dict):
        return error.message or "error", str(cause or error.body)[:300]
    return str(cause.get("type", "error")), str(cause.get("reason", ""))
