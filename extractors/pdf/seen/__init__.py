"""What is seen on the pages of a blank PDF form that has no fields, and where a person would write on them."""
