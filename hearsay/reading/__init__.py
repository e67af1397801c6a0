"""One article made into one reading: what it says, who says it, and when."""
