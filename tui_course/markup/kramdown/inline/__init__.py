"""The rules that find spans in a block's text, one file each."""
