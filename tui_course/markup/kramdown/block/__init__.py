"""The rules that divide a text into blocks, one file each."""
