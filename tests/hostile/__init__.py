"""Files made to do harm, each made here by script: read in a batch beside good forms, it costs nothing but itself."""
