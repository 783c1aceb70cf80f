"""What a person at the desk can do: one method for each thing the window offers.

The window and the command line call nothing else. `places` and `views` are light;
`session` brings the vault and is imported when somebody opens one.
"""
