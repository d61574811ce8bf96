// The photos to link, by network. No parameters.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.embedding IS NOT NULL
RETURN photo.network AS network, count(*) AS photos, size(head(collect(photo.embedding))) AS dims
ORDER BY photos DESC
