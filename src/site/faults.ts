export const siteFaults = {
  'theme-missing': {
    status: 500,
    says: 'The setting "theme" names {folder}, but there is no theme.tsx in it. docs/theme.md shows how one begins.',
  },
  'theme-wrong': {
    status: 500,
    says: 'The theme in {folder} does not fit this version of Standfirst:\n{reason}',
  },
} as const;
