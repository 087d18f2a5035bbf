export const paperFaults = {
  'setting-unknown': {
    status: 400,
    says: 'There is no setting called {name}. docs/settings.md lists them all.',
  },
  'setting-wrong': { status: 400, says: 'The setting {name} is wrong: {reason}' },
  'settings-file-wrong': { status: 500, says: 'The file {path} cannot be read as settings: {reason}' },
} as const;
