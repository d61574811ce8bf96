// What the graph holds of photograph. No parameters.
RETURN
  COUNT { (photo:Photo) WHERE photo.root IS NOT NULL } AS photos,
  COUNT { (photo:Photo) WHERE photo.root IS NOT NULL AND photo.embedding IS NOT NULL } AS embedded,
  COUNT { (:Photo)-[:IS_SIMILAR_TO]->(:Photo) } AS edges,
  COUNT { (:Label) } AS labels
