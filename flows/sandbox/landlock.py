"""Landlock: the Linux kernel keeps a process, and all it starts, from changing any file outside one folder.

Reading is left as it is: a worker reads the inbox, instruments, fonts and libraries.
"""

import ctypes
import os
import sys
from functools import cache
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_ASK_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38  # of prctl: Landlock asks for it of a process that is not root

# What each version of the interface can refuse, of files: include/uapi/linux/landlock.h. Reading and starting programs,
# which it could refuse too, are left out.
_WRITE, _TRUNCATE, _DEVICES = 1 << 1, 1 << 14, 1 << 15
_CHANGES = _WRITE | sum(1 << bit for bit in range(4, 13))  # remove and make files, folders, links, pipes, sockets
_SINCE = ((2, 1 << 13), (3, _TRUNCATE), (5, _DEVICES))  # the version, and what it brought
_OF_A_FILE = _WRITE | _TRUNCATE
_TCP, _TCP_SINCE = 1 | 1 << 1, 4  # to listen, to connect
_SCOPE, _SCOPE_SINCE = 1 | 1 << 1, 6  # sockets without a name, and signals, of processes outside
_NOWHERE = Path("/dev/null")


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


@cache
def version() -> int:
    """The version of Landlock's interface that this kernel has; 0 where it has none, or it is switched off."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))))


def write_only_in(folder: Path) -> None:
    """Refuse this process and all it starts, from now on, every change outside this folder, TCP, and signals to others.

    Does nothing where the kernel has no Landlock; raises `OSError` where it has and will not.
    """
    known = version()
    if not known:
        return
    changes = _CHANGES | sum(brought for since, brought in _SINCE if known >= since)
    asked = _Ruleset(changes, _TCP if known >= _TCP_SINCE else 0, _SCOPE if known >= _SCOPE_SINCE else 0)
    size = ctypes.c_size_t(8 if known < _TCP_SINCE else 16 if known < _SCOPE_SINCE else 24)
    ruleset = _called(_CREATE_RULESET, ctypes.byref(asked), size, ctypes.c_uint32(0))
    try:
        _allow(ruleset, folder, changes)
        _allow(ruleset, _NOWHERE, changes & _OF_A_FILE)
        no_new_privileges()
        _called(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def no_new_privileges() -> None:
    """Have no program that this process starts gain rights by who owns its file; raises `OSError`."""
    one, none = ctypes.c_ulong(1), ctypes.c_ulong(0)
    if _libc().prctl(_NO_NEW_PRIVILEGES, one, none, none, none):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _allow(ruleset: int, path: Path, changes: int) -> None:
    """Let these changes be made beneath this path."""
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Rule(changes, handle)
        _called(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _called(number: int, *given: object) -> int:
    result = int(_libc().syscall(ctypes.c_long(number), *given))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return result


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
