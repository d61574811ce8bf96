// Photos by content: exact copies, and photos that moved. No parameters.
CREATE RANGE INDEX photograph_photo_content_hash IF NOT EXISTS
FOR (photo:Photo)
ON (photo.contentHash)
