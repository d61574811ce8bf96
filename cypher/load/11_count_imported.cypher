// What an import into an empty database has made, from the database's counters. No parameters.
RETURN
  COUNT { (:Photo) } AS photos,
  COUNT { (:Label) } AS labels,
  COUNT { ()-[:SHOWS]->() } AS shows
