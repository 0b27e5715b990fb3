"""Every raw answer is kept, so that an interrupted run goes on where it stopped and any vintage can be built again offline.

Below the project, outside git:

    .raw/content/<hash>.gz                what came back, compressed, once for each content
    .raw/runs/<run>/<question>.json       question, address (key removed), time, hash, media type, etag
    .raw/runs/<run>/finished              all of it was fetched; what the run has is not asked again by its like

A run is named for its dataset and the second it began: `us-goods-20261106T133000Z`. A run that was interrupted is taken up by
the next one of its dataset within a day; older answers may be of another release, and are only used where the service itself says
that nothing has changed (304). Nothing is ever changed here, so folders of runs can be deleted by whoever needs the space.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from macros.errors import TradeError, near
from macros.sources.answers import Answer, Request

FOLDER = ".raw"
_FINISHED = "finished"
_REFUSED = b"refused\n"
_TAKEN_UP_WITHIN = timedelta(days=1)
_BEGAN = "%Y%m%dT%H%M%SZ"


class NotNow(TradeError):
    """The service cannot be had now: what was fetched is kept, and the same command goes on from there."""


class RawStore:
    """The folder of raw answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path, environment: Mapping[str, str]) -> RawStore:
        """The store of a project: `.raw/` in it, or where `TRADE_RAW` says."""
        return cls(Path(environment.get("TRADE_RAW") or root / FOLDER))

    def begin(self, dataset: str, now: datetime) -> Run:
        """A run that fetches for a dataset: the interrupted one of the last day, or a new one."""
        for run in self.runs(dataset):
            if not run.finished and timedelta(0) <= now - run.began < _TAKEN_UP_WITHIN:
                return run
        return Run(self, f"{dataset}-{now.astimezone(UTC).strftime(_BEGAN)}")

    def run(self, id: str) -> Run:
        """A run that was made, by its id."""
        known = [run.id for run in self.runs()]
        if id not in known:
            raise TradeError(f"there is no run '{id}' in {self.folder}", remedy=near(id, known))
        return Run(self, id)

    def runs(self, dataset: str = "") -> list[Run]:
        """Every run, or those of a dataset, the newest first."""
        found = [Run(self, path.name) for path in (self.folder / "runs").glob("*-*Z") if _began(path.name)]
        named = [run for run in found if not dataset or run.dataset == dataset]
        return sorted(named, key=lambda run: (run.began, run.id), reverse=True)

    def earlier(self, request: Request) -> Answer | None:
        """The newest answer to a question that is whole, was not refused, and that its service can be asked about again."""
        found = (run.find(request) for run in self.runs() if not run.refused)
        return next((answer for answer in found if answer and (answer.etag or answer.modified)), None)

    def put(self, content: bytes) -> None:
        """Keep some content, once."""
        path = self._path(sha256(content).hexdigest())
        if not path.is_file():
            write(path, gzip.compress(content, mtime=0))

    def content(self, hash: str) -> bytes | None:
        """The content of a hash; None where it is gone or damaged."""
        try:
            content = gzip.decompress(self._path(hash).read_bytes())
        except (OSError, EOFError, ValueError):
            return None
        return content if sha256(content).hexdigest() == hash else None

    def drop(self, hash: str) -> None:
        """Forget damaged content, so that it can be put again."""
        self._path(hash).unlink(missing_ok=True)

    def _path(self, hash: str) -> Path:
        return self.folder / "content" / f"{hash}.gz"


class Run:
    """The answers of one run. As a context it is finished at the end, unless it was interrupted.

    A refusal of what was fetched finishes it too: its answers would be refused again.
    """

    def __init__(self, store: RawStore, id: str) -> None:
        self.store = store
        self.id = id
        self.folder = store.folder / "runs" / id
        self.dataset, _, _ = id.rpartition("-")
        self.began = _began(id) or datetime.min.replace(tzinfo=UTC)

    @property
    def finished(self) -> bool:
        """Whether all was fetched that was wanted."""
        return (self.folder / _FINISHED).is_file()

    @property
    def refused(self) -> bool:
        """Whether what was fetched was no good, so that its service is not to be asked if it has changed since."""
        return self.finished and (self.folder / _FINISHED).read_bytes() == _REFUSED

    def finish(self, *, refused: bool = False) -> None:
        """Say that nothing more is to be fetched; of a run that fetched nothing, nothing is left."""
        if self.folder.is_dir():
            write(self.folder / _FINISHED, _REFUSED if refused else b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or (isinstance(error, TradeError) and not isinstance(error, NotNow)):
            self.finish(refused=kind is not None)

    def find(self, request: Request) -> Answer | None:
        """The answer that the run has to a question; None where there is none, or its content is gone or damaged."""
        path = self._path(request)
        if not path.is_file():
            return None
        said = json.loads(path.read_text(encoding="utf-8"))
        content = self.store.content(said["sha256"])
        return None if content is None else _answer(said, content)

    def keep(self, request: Request, answer: Answer) -> Answer:
        """Keep an answer, its content first, so that what is listed is there; and give it back."""
        if self.store.content(answer.sha256) is None:
            self.store.drop(answer.sha256)
            self.store.put(answer.content)
        said = {
            "service": request.service,
            "path": request.path,
            "params": [list(pair) for pair in request.params],
            "url": answer.url,
            "at": answer.at.isoformat(),
            "media": answer.media,
            "etag": answer.etag,
            "modified": answer.modified,
            "changed": answer.changed,
            "sha256": answer.sha256,
            "bytes": len(answer.content),
        }
        write(self._path(request), (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode())
        return answer

    def listed(self) -> list[dict[str, Any]]:
        """What the run has, by time: question, address, time, hash, size."""
        found = [json.loads(path.read_text(encoding="utf-8")) for path in self.folder.glob("*.json")]
        return sorted(found, key=lambda said: (said["at"], said["url"]))

    def _path(self, request: Request) -> Path:
        return self.folder / f"{request.digest}.json"


class Replay:
    """A run's answers again, without network: in place of a `Web` wherever one is wanted."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, request: Request) -> Answer:
        """The answer that the run got."""
        answer = self.run.find(request)
        if answer is None:
            raise TradeError(
                f"the run {self.run.id} has no whole answer to this question",
                remedy="The run was interrupted, or files of the raw store are gone: refresh from the service.",
                where=str(request),
            )
        return answer

    def has_key(self, service: str) -> bool:
        """Whether the run asked that service."""
        return any(said["service"] == service for said in self.run.listed())


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise NotNow(
            f"a raw answer cannot be kept: {error.strerror}",
            remedy="Make room, or name another folder in TRADE_RAW; what was fetched before is kept.",
            where=str(path.parent),
        ) from None
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _answer(said: Mapping[str, Any], content: bytes) -> Answer:
    return Answer(
        content=content,
        url=said["url"],
        at=datetime.fromisoformat(said["at"]),
        media=said["media"],
        etag=said["etag"],
        modified=said["modified"],
        changed=said["changed"],
    )


def _began(id: str) -> datetime | None:
    match = re.fullmatch(r".+-(\d{8}T\d{6}Z)", id)
    try:
        return datetime.strptime(match[1], _BEGAN).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
