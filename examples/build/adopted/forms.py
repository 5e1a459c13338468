"""Every form of another maker."""

from examples.build.adopted.asked import Form
from examples.build.adopted.capacity_returned import CAPACITY_TABLE
from examples.build.adopted.needs_returned import NEEDS_SURVEY

FORMS: tuple[Form, ...] = (NEEDS_SURVEY, CAPACITY_TABLE)
