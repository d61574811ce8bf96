// The most heap that the server may take, in bytes; open GDS 2.13 has no gds.systemMonitor. No parameters.
CALL dbms.queryJmx('java.lang:type=Memory')
YIELD attributes
RETURN attributes.HeapMemoryUsage.value.properties.max AS heap
