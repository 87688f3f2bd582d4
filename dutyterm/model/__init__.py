"""The words everyone uses: records, people, hours, money, typed input. Pure: no files, no clock."""
