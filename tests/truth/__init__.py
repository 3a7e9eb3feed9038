"""What the course says in words, held to what it computes, links to and shows."""
