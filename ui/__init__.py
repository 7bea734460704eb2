"""Shows answers, in a browser or a terminal; decides nothing."""
