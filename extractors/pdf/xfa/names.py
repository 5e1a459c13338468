"""The full names of a form's parts, which Acrobat gives to the AcroForm fields it makes of them."""

from collections import Counter

from extractors.pdf.xfa.packets import Element, local


class Name:
    """A full name such as `form1[0].town[1]`, and the `numbers` given below it so far.

    Acrobat names a part without a name by its class, as in `form1[0].#subform[2].town[1]`, but numbers equal names
    within the part around them that has one. So such parts are left out here, and the name is as unique.
    """

    __slots__ = ("_text", "numbers")

    def __init__(self, text: str = "", numbers: Counter[str] | None = None) -> None:
        self._text = text
        self.numbers = Counter[str]() if numbers is None else numbers

    def __str__(self) -> str:
        return self._text

    def of(self, part: Element) -> "Name":
        """The name of the next part like this one."""
        called = part.get("name") or ("#field" if local(part) == "field" else "")
        if not called:
            return Name(self._text, self.numbers)
        number = self.numbers[called]
        self.numbers[called] += 1
        return Name(f"{self._text}.{called}[{number}]" if self._text else f"{called}[{number}]")

    def restore(self, numbers: Counter[str]) -> None:
        """Takes back the numbers given since they were as these."""
        self.numbers.clear()
        self.numbers.update(numbers)


def loose(key: str) -> str:
    """The full name that an AcroForm field's key stands for; a part without a number is the first of its name."""
    parts = (part for part in key.split(".") if not part.startswith("#") or part.startswith("#field["))
    return ".".join(part if part.endswith("]") else f"{part}[0]" for part in parts if part)


def bare(name: str) -> str:
    """A full name's parts without their numbers, the same for all rows and pages of one field."""
    return ".".join(part.partition("[")[0] for part in name.split("."))
