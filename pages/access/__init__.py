"""Who may see and take what; below the door, above the pages.

settings, ticket            what secrets.toml says; who is signed in, as a cookie
rights, roles, admission    who reads, what a role may do, who is let into a page
hiding                      identities and arms hidden, by role or by choice
log, downloads              every view is a line of the access log; every file goes through one button
"""
