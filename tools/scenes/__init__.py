"""The scenes of the sample photos, one module each, and the tools they share."""
