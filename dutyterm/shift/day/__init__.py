"""The timetable of the day: due times from this hall's hours, how each row stands, now and next. Pure."""
