"""A folder changed as a whole: whoever looks sees it as it was or as it is to be, and so does whoever comes after a kill.

The new folder is made aside, below `.build/` beside `data/` and so on the same disk, with hard links to what stays as it is;
then the two change places in one system call (Linux `renameat2`, macOS `renamex_np`). What a kill leaves aside is swept by the
next run. Renaming file by file, as one would without that call, has a moment between any two renames.

Where a disk cannot exchange folders (Windows, some network disks, a folder from a lower layer of a container), files are renamed
one by one, the passport last, so that the record is whole for whoever reads it by its passport. A kill can then leave files
that no passport names; a note of them is kept aside, and the next run removes them.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from macros.errors import TradeError
from macros.store.passport import PASSPORT

State = Mapping[str, tuple[int, int, int]]
"""Each file below a folder, and what would tell that it was touched: number on the disk, time of change, size."""

IN_ORDER = (
    "This disk cannot exchange two folders in one step, so the files were put in place one by one, the passport last. A run killed "
    "meanwhile can leave files that no passport names; the next run removes them."
)
_PENDING = "pending.json"
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EXDEV)
_AT_THE_WORKING_FOLDER, _EXCHANGE = -100, 2


def aside(data: Path) -> Path:
    """Where the folders of a data folder are made ready: beside it, on the same disk, and never inside."""
    data = data.resolve()
    return data.parent / ".build" / "aside" / data.name


def state(folder: Path) -> State:
    """What a folder holds now, to tell later whether anybody else changed it."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {
        name: (at.st_ino, at.st_mtime_ns, at.st_size)
        for name, at in found.items()
        if not (folder / name).is_dir()  # a folder's own size and time follow from its files
    }


def change(folder: Path, contents: Mapping[str, bytes], seen: State) -> str:
    """Give a folder these files beside those it has, all or none; a caution where the disk makes it less than that.

    `seen` is its state when the contents were worked out: what somebody else wrote since is kept, and the change is refused.
    """
    folder = folder.resolve()
    made = aside(folder.parent) / folder.name
    shutil.rmtree(made, ignore_errors=True)
    try:
        _make(made, folder, contents)
        _require_untouched(folder, seen, folder)
        try:
            exchange(made, folder)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            _one_by_one(made, folder, contents)
            return IN_ORDER
        try:
            _require_untouched(made, seen, folder)  # for it may have been touched just before the exchange
        except TradeError:
            exchange(made, folder)
            raise
        _settle(folder.parent)
        return ""
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep(data: Path) -> None:
    """Remove what a run that was killed left behind. Only for whoever holds the lock of the data folder."""
    left = aside(data)
    pending = left / _PENDING
    if pending.is_file():
        with suppress(json.JSONDecodeError):  # itself cut off, so that nothing had been put in place yet
            for dataset, names in json.loads(pending.read_text(encoding="utf-8")).items():
                passport = (data / dataset / PASSPORT).read_text(encoding="utf-8")
                for name in names:
                    if f"path: {name}\n" not in passport:
                        (data / dataset / name).unlink(missing_ok=True)
    shutil.rmtree(left, ignore_errors=True)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step; OSError with ENOSYS where the system has no call for it."""
    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    sys.audit("macros.exchange", str(one), str(other))
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_THE_WORKING_FOLDER, first, _AT_THE_WORKING_FOLDER, second, _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def swap(made: Path, folder: Path, between: Path) -> None:
    """Let a folder made aside take the place of another, which goes where that was made: in one step, or where the disk has none,
    by way of a third place. A kill can then leave the other folder there, and nothing in its own place."""
    if not folder.exists():
        made.rename(folder)
        return
    try:
        exchange(made, folder)
    except OSError:  # if it is not for want of such a step, the next will say so
        folder.rename(between)
        made.rename(folder)
        between.rename(made)


def could_not_write(error: OSError, where: Path) -> TradeError:
    """What a disk's refusal means to whoever sees it."""
    remedies = {
        **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "Make room on the disk, then run this again."),
        **dict.fromkeys(
            (errno.EACCES, errno.EPERM, errno.EROFS), "Make the folder writable for this user, then run this again."
        ),
    }
    return TradeError(
        f"could not be written: {error.strerror or error}",
        remedy=remedies.get(error.errno or 0, "Look at the disk, then run this again."),
        where=str(error.filename or where),
    )


def _make(made: Path, folder: Path, contents: Mapping[str, bytes]) -> None:
    """The folder as it is to be, aside, and on the disk for good."""
    made.parent.mkdir(parents=True, exist_ok=True)
    _link_all(folder, made)
    model = folder / PASSPORT
    for name, content in contents.items():
        target = made / name
        target.unlink(missing_ok=True)  # it may be a link to the file that is still in place
        with target.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _like(target, folder / name if (folder / name).exists() else model)
    _like(made, folder)
    _settle(made)


def _link_all(folder: Path, made: Path) -> None:
    """What a folder holds, in another: hard links, or copies where the disk has no hard links."""
    made.mkdir()
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            _link_all(path, made / path.name)
            continue
        try:
            os.link(path, made / path.name, follow_symlinks=False)
        except OSError:
            shutil.copy2(path, made / path.name, follow_symlinks=False)
    shutil.copystat(folder, made)


def _like(path: Path, model: Path) -> None:
    """Give a path the permissions of another, and its owner where we may."""
    at = model.stat()
    path.chmod(at.st_mode & 0o7777)
    if os.name == "posix" and (at.st_uid, at.st_gid) != (path.stat().st_uid, path.stat().st_gid):
        with suppress(PermissionError):
            os.chown(path, at.st_uid, at.st_gid)


def _require_untouched(now: Path, seen: State, folder: Path) -> None:
    """Raise where somebody else has changed a folder; `now` is where its files are at the moment."""
    found = state(now)
    touched = sorted(name for name in {*found, *seen} if found.get(name) != seen.get(name))
    if touched:
        raise TradeError(
            f"{', '.join(touched)} changed while the new vintage was being made",
            remedy="That change was kept. Run this again.",
            where=str(folder),
        )


def _one_by_one(made: Path, folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put files in place by renaming, the passport last."""
    names = sorted(contents, key=lambda name: name == PASSPORT)
    new = [name for name in names if not (folder / name).exists()]
    hidden = {name: folder / f".{name}.new" for name in names}
    (made.parent / _PENDING).write_text(json.dumps({folder.name: [*new, *(p.name for p in hidden.values())]}))
    try:
        for name, target in hidden.items():
            shutil.copy2(made / name, target)
        for name, target in hidden.items():
            os.replace(target, folder / name)
    except BaseException:
        on_record = (folder / PASSPORT).read_bytes() == contents.get(PASSPORT)
        for path in (*hidden.values(), *(folder / name for name in new if not on_record)):
            path.unlink(missing_ok=True)
        raise
    (made.parent / _PENDING).unlink()


def _settle(folder: Path) -> None:
    """Have the entries of a folder on the disk, so that they outlive a loss of power."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
