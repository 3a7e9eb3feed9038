"""A teacher's report on a class: objectives, misconceptions, and items that tell little."""
