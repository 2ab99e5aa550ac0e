"""Public pages are made once, and kept until anything is written."""
