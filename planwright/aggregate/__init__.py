"""Adds up the accepted forms of one instrument, agency and round: submissions in, summaries out, summaries as files.

`docs/aggregation.md` gives the formula of every mode, and where it comes from.
"""

from planwright.aggregate.export import summaries_to_csv, summaries_to_json
from planwright.aggregate.summary import aggregate

__all__ = ["aggregate", "summaries_to_csv", "summaries_to_json"]
