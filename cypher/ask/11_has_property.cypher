// Whether some photo has a property, or one of that name for another network. Parameters: $name.
RETURN EXISTS {
  MATCH (photo:Photo)
  WHERE photo.root IS NOT NULL
    AND any(key IN keys(photo) WHERE key = $name OR key STARTS WITH $name + '_')
} AS found
