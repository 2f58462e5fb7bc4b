"""The duty matrix: what the statement owes its readers, activity by activity, and where it stands.

`owed` says what each duty asks of an activity, `page` what the rendered page shows, `matrix` puts
them and the findings together; one module for each format writes the matrix down.
"""
