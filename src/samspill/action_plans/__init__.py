"""Action plans: what people have taken on, until when, and what came of it."""
