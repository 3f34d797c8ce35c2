"""What is known of trust reforms: facts with their source and how sure they are, as data.

The files hold the facts in bokmål, each with an id. `nn/` and `en/` hold the other languages by
that id (`translation`). `facts` has what every fact says of itself, `records` what facts are
gathered in, `written` what Samspill says in its own words, and `loading` reads and checks it all:
`what_is_known(language)` is the one way in.
"""
