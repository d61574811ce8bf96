// The word in a file of one word: whether the server sees what is written here. Parameters: $url.
LOAD CSV FROM $url AS row
RETURN row[0] AS word
LIMIT 1
