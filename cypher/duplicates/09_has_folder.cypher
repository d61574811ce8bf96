// Whether a root has photos in a folder, whose path ends with a slash, or is empty for the root itself. Parameters: $root, $folder.
MATCH (photo:Photo {root: $root})
WHERE photo.path STARTS WITH $folder
RETURN count(*) > 0 AS hasPhotos
