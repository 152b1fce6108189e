"""Sample documents of an invented organisation: their text, the script that typesets them, the PDFs and their truth."""
