"""The rules that go over a whole page, in the order of the table, one file each."""
