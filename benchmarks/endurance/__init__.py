"""What the course withstands: repeats, interruptions, a hard life in the browser."""
