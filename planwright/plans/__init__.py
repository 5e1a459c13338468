"""Plans: what the summaries of an agency's round say, filled into a Word template that a person edits in Word."""

from planwright.plans.compose import compose
from planwright.plans.content import About, plan_content
from planwright.plans.sections import NOT_PROVIDED, PlanContent

__all__ = ["NOT_PROVIDED", "About", "PlanContent", "compose", "plan_content"]
