read 178, added 178, changed 0, unchanged 0, refused 0
