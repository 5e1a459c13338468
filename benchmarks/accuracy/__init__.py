"""How right reading is: completed forms of every instrument, returned in every way, against what was filled in."""
