"""What is known of trust reforms, open to everyone: found, read, compared; and own records beside.

The facts lie in `toolbox/reform`. `facts_shown`, `records_shown`, `comparison`, `printed_table` and
`fact_pages` make what pages show of them; nothing here says more than a fact does.
"""
