"""The nouns and where they are kept: types, profiles, the store, the workspace and the sample documents."""
