"""Writes compound files ([MS-CFB]), and messages in them as Outlook saves them ([MS-OXMSG])."""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]


class Node(NamedTuple):
    name: str
    data: bytes | None  # None for a storage
    kids: list["Node"]


def compound(tree: Tree) -> bytes:
    """A compound file with these storages and streams."""
    root = Node("Root Entry", None, _nodes(tree))
    order = [root]
    for node in order:
        order += node.kids
    numbers = {id(node): number for number, node in enumerate(order)}
    mini = b""
    starts: dict[int, int] = {}
    minis: list[int] = []
    for node in order:
        if node.data and len(node.data) < CUTOFF:
            starts[id(node)] = len(minis)
            count = -(-len(node.data) // MINI)
            minis += [*range(len(minis) + 1, len(minis) + count), END]
            mini += node.data.ljust(count * MINI, b"\0")
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        count = -(-len(data) // SECTOR)
        if not count:
            return END
        start = len(chain)
        chain.extend([*range(start + 1, start + count), END])
        padded = data.ljust(count * SECTOR, b"\0")
        sectors.extend(padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR))
        return start

    for node in order:
        if node.data and len(node.data) >= CUTOFF:
            starts[id(node)] = put(node.data)
    starts[id(root)] = put(mini)
    minifat = put(
        b"".join(struct.pack("<I", one) for one in minis).ljust(-(-len(minis) * 4 // SECTOR) * SECTOR, b"\xff")
    )
    directory = b"".join(
        _entry(node, numbers, starts.get(id(node), END if node.data is not None else 0), len(mini)) for node in order
    )
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first = put(directory)
    fats = 1
    while fats * 128 < len(chain) + fats:
        fats += 1
    assert fats <= 109
    places = [len(chain) + number for number in range(fats)]
    table = [*chain, *([FAT] * fats)]
    table += [FREE] * (fats * 128 - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    sectors += [packed[at : at + SECTOR] for at in range(0, len(packed), SECTOR)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, first, 0, CUTOFF, minifat, -(-len(minis) * 4 // SECTOR), END, 0)
    head += struct.pack("<109I", *places, *([FREE] * (109 - fats)))
    return head + b"".join(sectors)


def _nodes(tree: Tree) -> list[Node]:
    nodes = [
        Node(name, held, []) if isinstance(held, bytes) else Node(name, None, _nodes(held))
        for name, held in tree.items()
    ]
    return sorted(nodes, key=lambda node: (len(node.name), node.name.upper()))


def _entry(node: Node, numbers: dict[int, int], start: int, mini: int) -> bytes:
    is_root = numbers[id(node)] == 0
    name = node.name.encode("utf-16-le")
    kind = 5 if is_root else 1 if node.data is None else 2
    child = _top(node.kids, numbers)
    left, right = LINKS.pop(id(node), (NONE, NONE))
    size = mini if is_root else len(node.data or b"")
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name) + 2, kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


LINKS: dict[int, tuple[int, int]] = {}


def _top(kids: Sequence[Node], numbers: dict[int, int]) -> int:
    """The entry in the middle, from which the others are found by their order."""
    if not kids:
        return NONE
    middle = len(kids) // 2
    LINKS[id(kids[middle])] = (_top(kids[:middle], numbers), _top(kids[middle + 1 :], numbers))
    return numbers[id(kids[middle])]


# -- messages ---------------------------------------------------------------------------------------------------------


def text(number: str, said: str) -> dict[str, bytes]:
    """A property that is a text."""
    return {f"__substg1.0_{number}001F": said.encode("utf-16-le")}


def storage(head: bytes, held: Tree, values: Mapping[int, int] | None = None) -> Tree:
    """A storage with the list of its properties: those that fit eight bytes, and of the others how long they are."""
    rows = dict(values or {})
    for name, one in held.items():
        if name.startswith("__substg1.0_"):
            tag = int(name[-8:], 16)
            ends = 2 if tag & 0xFFFF == 0x1F else 0
            rows[tag] = len(one) + ends if isinstance(one, bytes) else 0xFFFFFFFF
    listed = b"".join(struct.pack("<IIQ", tag, 6, value) for tag, value in rows.items())
    return {"__properties_version1.0": head + listed, **held}


def attached(name: str, data: bytes, *, how: int = 1, **more: str) -> Tree:
    """A file attached to a message."""
    further = {key: value for number, said in more.items() for key, value in text(number.strip("_"), said).items()}
    held: Tree = {**text("3707", name), **text("3704", name[:8].upper()), "__substg1.0_37010102": data, **further}
    return storage(bytes(8), held, {0x37050003: how})


def within(message: Tree, name: str = "Forwarded") -> Tree:
    """A message, or an object of another program, attached to a message."""
    how = 5 if "__properties_version1.0" in message else 6
    return storage(bytes(8), {**text("3001", name), "__substg1.0_3701000D": message}, {0x37050003: how})


def message(*files: Tree, subject: str = "Our forms", top: bool = True, count: int | None = None) -> Tree:
    """A message with these files attached; `count` is how many it says it has."""
    said = len(files) if count is None else count
    head = struct.pack("<8xIIII", 1, said, 1, said) + bytes(8 if top else 0)
    told: Tree = {
        "__substg1.0_001A001F": "IPM.Note".encode("utf-16-le"),
        **text("0037", subject),
        **text("1000", "Dear colleagues, our forms are attached."),
    }
    to: Tree = storage(bytes(8), text("3001", "The office"))
    named: Tree = {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}
    inner = {f"__attach_version1.0_#{number:08X}": file for number, file in enumerate(files)}
    about = storage(head, told, {0x0E1B000B: int(bool(files))})
    return {**about, "__nameid_version1.0": named, "__recip_version1.0_#00000000": to, **inner}


def msg(*files: Tree, count: int | None = None) -> bytes:
    """A message as Outlook saves it."""
    return compound(message(*files, count=count))
