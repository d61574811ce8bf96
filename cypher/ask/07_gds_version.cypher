// The version of Graph Data Science; fails where it is not installed. No parameters.
RETURN gds.version() AS version
