// The paths of a root's photos, to see which are gone from the folder. Parameters: $root.
MATCH (photo:Photo {root: $root})
RETURN photo.path AS path
