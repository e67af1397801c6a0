"""What people see of a record or a reading."""
