// Whether another command is writing to the graph now. Parameters: $turn.
SHOW TRANSACTIONS
YIELD metaData
WHERE metaData.photograph = $turn
RETURN count(*) AS others
