"""Pages of needs: the board, one need, those of a dossier."""
