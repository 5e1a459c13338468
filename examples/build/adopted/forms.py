"""Every form of another maker."""

from examples.build.adopted.asked import Form
from examples.build.adopted.capacity_returned import CAPACITY_TABLE
from examples.build.adopted.fit_returned import FIT_CHECKLIST
from examples.build.adopted.goals_returned import GOALS_PLAN
from examples.build.adopted.needs_returned import NEEDS_SURVEY
from examples.build.adopted.readiness_returned import READINESS
from examples.build.adopted.vision_returned import VISION
from examples.build.adopted.web_returned import WEB_REQUEST

FORMS: tuple[Form, ...] = (NEEDS_SURVEY, READINESS, CAPACITY_TABLE, GOALS_PLAN, FIT_CHECKLIST, VISION, WEB_REQUEST)
