"""Work that takes minutes, beside the web server: no worker to run on one machine."""

from __future__ import annotations

from threading import Thread

from django.db import connections
from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend


class ThreadBackend(ImmediateBackend):
    """Runs each task in a thread of its own.

    For tasks that keep their progress in the database and can be continued: a restart
    of the server ends them. Short tasks stay with the immediate backend, in the
    transaction that asks for them; several machines use a worker (docs/how-to/deploy.md).
    """

    supports_async_task = False

    def _execute_task(self, task_result: TaskResult) -> None:
        """Begin, and return at once."""
        Thread(target=self._run, args=(task_result,), name=f"task-{task_result.id}", daemon=True).start()

    def _run(self, task_result: TaskResult) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
