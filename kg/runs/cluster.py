"""The work of `kg.runs.crew` done by the machines of a Ray cluster: each shard is a task, by the same pure functions.

A task whose process or machine is lost is done again elsewhere, by Ray. kg, and the files of knowledge that a user
names, must be on every machine.
"""

from __future__ import annotations

import logging
import os
from concurrent.futures import Future
from typing import Any, Self

from kg.errors import KgError
from kg.runs.crew import AHEAD, THREADS, Crew, Result, Work, do_work
from kg.runs.shards import Knowledge, Shard

RETRIES = 5  # machines that one shard may lose before it is taken for what kills them


class Cluster(Crew):
    """A Ray cluster at an address (`auto`, `ray://host:10001`), or `local`: one here, as long as it works."""

    def __init__(self, knowledge: Knowledge, address: str, workers: int, *, lent: Cluster | None = None) -> None:
        try:
            import ray
        except ImportError as error:
            raise KgError(f"--ray {address}: Ray is not installed; pip install ray") from error
        self._ray: Any = ray
        self._knowledge, self._address, self._workers, self._lent = knowledge, address, workers, lent
        self.died = (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError, ray.exceptions.ObjectLostError)
        self._task: Any = ray.remote(num_cpus=1, max_retries=0 if lent else RETRIES)(do_work)

    def __enter__(self) -> Self:
        if self._lent is None:
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            here: dict[str, Any] = {"num_cpus": self._workers, "include_dashboard": False}
            try:
                self._ray.init(
                    self._address,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    runtime_env={"env_vars": dict.fromkeys(THREADS, "1")},
                    **(here if self._address == "local" else {}),
                )
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise KgError(
                    f"--ray {self._address}: there is no cluster ({error}); start it, or use local"
                ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._lent is None:
            self._ray.shutdown()

    @property
    def ahead(self) -> int:  # type: ignore[override]
        """More as machines come, less as they go."""
        return AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def submit(self, work: Work[Result], shard: Shard) -> Future[Result]:
        """Begin a task."""
        future: Future[Result] = self._task.remote(self._knowledge, work, shard).future()
        return future

    def careful(self) -> Cluster:
        """The same cluster, where nothing is tried again."""
        return Cluster(self._knowledge, self._address, self._workers, lent=self)
