"""What reads: a returned file becomes a `Reading`, by one module per mechanism."""
