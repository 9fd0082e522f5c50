"""An update calculated again under a change, and printed figures held against ours. Imports no Qt."""
