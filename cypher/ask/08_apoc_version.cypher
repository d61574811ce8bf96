// The version of APOC; fails where it is not installed. No parameters.
RETURN apoc.version() AS version
