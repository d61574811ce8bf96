// How many numbers an embedding of a network has. Parameters: $network, $networkKey, $embeddingKey.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo[$networkKey] = $network
RETURN size(photo[$embeddingKey]) AS dims
LIMIT 1
