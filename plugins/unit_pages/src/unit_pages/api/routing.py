"""A router that only reads: GET in the description, HEAD and OPTIONS beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router
from ninja.decorators import decorate_view

from unit_pages.api.answers import guard
from unit_pages.api.problems import ProblemOut

View = TypeVar("View", bound=Callable[..., Any])
OTHER_METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


class ReadRouter(Router):
    """Registers operations with the answers that all of them share."""

    def read(
        self,
        path: str,
        *,
        response: Any,
        operation_id: str,
        summary: str,
        description: str = "",
        one: bool = False,
        listed: bool = True,
        signed_in: bool = False,
    ) -> Callable[[View], View]:
        """Register a view that returns a finished ``HttpResponse``.

        Args:
            path: below the collection.
            response: model of the good answer.
            operation_id: name of the operation for generated clients.
            summary: msgid of its name.
            description: msgid of what a caller must know beyond it.
            one: whether the path names one thing, which may not be there.
            listed: whether the operation stands in the description.
            signed_in: whether it answers people with a session only.
        """
        responses: dict[int, Any] = {200: response, 304: None, 400: ProblemOut}
        if one:
            responses[404] = ProblemOut
        if signed_in:
            responses[401] = ProblemOut

        def register(view: View) -> View:
            decorate_view(guard)(view)
            self.api_operation(OTHER_METHODS, path, include_in_schema=False)(view)
            return self.api_operation(
                ["GET"],
                path,
                response=responses,
                operation_id=operation_id,
                summary=summary,
                description=description or summary,
                include_in_schema=listed,
            )(view)

        return register
