"""GDS and APOC jobs over the loaded graph; never imports tensorflow."""
