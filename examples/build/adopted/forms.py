"""Every form of another maker."""

from examples.build.adopted.asked import Form
from examples.build.adopted.capacity_returned import CAPACITY_TABLE

FORMS: tuple[Form, ...] = (CAPACITY_TABLE,)
