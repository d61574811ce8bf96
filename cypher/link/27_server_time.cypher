// What time it is by the server's clock, which `embeddedAt` is written by. No parameters.
RETURN datetime.realtime() AS now
