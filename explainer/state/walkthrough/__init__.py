"""Where a person is in a run, moving and editing with undo."""
