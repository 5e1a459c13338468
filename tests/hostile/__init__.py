"""Files made to do harm: each is made here by script, read in a batch beside good forms, and costs nothing but itself."""
