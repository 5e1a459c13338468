"""A filter of system calls: a process, and all it starts, opens no connection to anyone.

Landlock knows TCP alone. What this leaves are sockets of the machine itself (`AF_UNIX`) that call nobody: LibreOffice
makes one, by which a second LibreOffice would find it, and does not mind that none is reached. It makes it in /tmp if
`access` says that it may write there. Landlock does not change what `access` says, so this does: a process that may
write in one folder alone is told that it may write nowhere, and LibreOffice takes the folder it is given.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from functools import cache
from typing import NamedTuple

from flows.sandbox.landlock import no_new_privileges

_SET_FILTER, _FILTER = 22, 2  # of prctl
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06  # of the filter's language (BPF)
_NUMBER, _PROCESSOR, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32  # where a call's number, processor, arguments stand
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_OTHER_NUMBERS = 0x40000000  # x86-64 has the same calls a second time from here
_UNIX, _STREAM, _TYPE = 1, 1, 0xF
_TO_WRITE = 2  # of what `access` is asked

Step = tuple[int, int, int, int]  # its kind, how many steps to skip if it is so and if not, and what it compares with


class _Calls(NamedTuple):
    """The numbers of system calls on one processor."""

    processor: int
    refused: tuple[int, ...]  # connect, ptrace, process_vm_writev, io_uring_setup, pidfd_getfd
    sockets: tuple[int, ...]  # socket, socketpair
    access: tuple[int, ...]  # access, which asks by its second argument
    access_at: tuple[int, ...]  # faccessat, faccessat2, which ask by their third


_KNOWN = {
    "x86_64": _Calls(0xC000003E, (42, 101, 311, 425, 438), (41, 53), (21,), (269, 439)),
    "aarch64": _Calls(0xC00000B7, (203, 117, 271, 425, 438), (198, 199), (), (48, 439)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


@cache
def can_refuse() -> bool:
    """Whether this machine can filter system calls, and it is known how its processor numbers them."""
    if sys.platform != "linux" or platform.machine() not in _KNOWN:
        return False
    return _set(None) == errno.EFAULT  # it would, were there a filter


def no_connections() -> None:
    """Refuse this process and all it starts, from now on, every socket that leads out of the machine, and every call.

    Does nothing where this cannot be; raises `OSError` where the kernel can and will not.
    """
    if not can_refuse():
        return
    steps = _steps(_KNOWN[platform.machine()])
    no_new_privileges()
    if failed := _set(_Program(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))):
        raise OSError(failed, f"seccomp: {os.strerror(failed)}")


def _set(program: _Program | None) -> int:
    """The number of the error that came of setting this filter; 0 where it is set."""
    libc = ctypes.CDLL(None, use_errno=True)
    given = None if program is None else ctypes.byref(program)
    none = ctypes.c_ulong(0)
    return ctypes.get_errno() if libc.prctl(_SET_FILTER, ctypes.c_ulong(_FILTER), given, none, none) else 0


def _steps(calls: _Calls) -> list[Step]:
    """The filter of one processor: each call that is not let through at once is looked at by itself."""
    return [
        (_LOAD, 0, 0, _PROCESSOR),
        (_EQUAL, 1, 0, calls.processor),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        *_where(_AT_LEAST, _OTHER_NUMBERS, [(_RETURN, 0, 0, _REFUSE)]),
        *(step for call in calls.refused for step in _where(_EQUAL, call, [(_RETURN, 0, 0, _REFUSE)])),
        *(step for call in calls.sockets for step in _where(_EQUAL, call, _OWN_SOCKET)),
        *(step for call in calls.access for step in _where(_EQUAL, call, _asked(_SECOND))),
        *(step for call in calls.access_at for step in _where(_EQUAL, call, _asked(_THIRD))),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _where(kind: int, compared: int, then: list[Step]) -> list[Step]:
    """These steps where what is loaded compares so, and else what comes after them."""
    return [(kind, 0, len(then), compared), *then]


_OWN_SOCKET: list[Step] = [
    (_LOAD, 0, 0, _FIRST),
    (_EQUAL, 0, 4, _UNIX),
    (_LOAD, 0, 0, _SECOND),
    (_AND, 0, 0, _TYPE),
    (_EQUAL, 0, 1, _STREAM),
    (_RETURN, 0, 0, _ALLOW),
    (_RETURN, 0, 0, _REFUSE),
]


def _asked(by: int) -> list[Step]:
    """The steps that say no where it is asked, by this argument, whether something may be written."""
    return [
        (_LOAD, 0, 0, by),
        (_AND, 0, 0, _TO_WRITE),
        (_EQUAL, 0, 1, _TO_WRITE),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
