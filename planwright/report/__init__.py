"""The report of a run: what came and became of it, who has not returned what, what needs a person, what was slow."""

from planwright.report.content import Content, content_of
from planwright.report.keep import keep_page, page_of
from planwright.report.markdown import markdown
from planwright.report.page import page

__all__ = ["Content", "content_of", "keep_page", "markdown", "page", "page_of"]
