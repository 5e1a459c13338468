"""Makes the forms in `examples/adopted`: forms that planwright did not issue, and their completed copies."""
