// What each node of a root stands for, to be compared with the folder. Parameters: $root.
MATCH (photo:Photo {root: $root})
WHERE photo.path IS NOT NULL
RETURN photo.path AS path, photo.contentHash AS contentHash
