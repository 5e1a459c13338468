"""What a person sees on the pages of a Word file: its texts and tables, and how they look."""
