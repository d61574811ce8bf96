"""What people see: the gallery."""
