export const paperFaults = {
  'setting-unknown': {
    status: 400,
    says: 'There is no setting called {name}. docs/settings.md lists them all.',
  },
  'setting-wrong': { status: 400, says: 'The setting {name} is wrong: {reason}' },
  'settings-file-wrong': { status: 500, says: 'The file {path} cannot be read as settings: {reason}' },
  'setting-fixed': {
    status: 409,
    says: 'The setting {name} is fixed by {from}. Whoever runs the machine can change it there.',
  },
  'section-not-found': { status: 404, says: 'There is no such section any more.' },
  'section-slug-taken': { status: 409, says: 'Another section stands at /{slug}.' },
  'section-slug-wrong': {
    status: 400,
    says: 'An address of a section is made of small letters, digits and hyphens, and “{slug}” is not free for one.',
  },
  'section-below-itself': { status: 409, says: 'A section cannot stand below itself.' },
  'section-merged-into-itself': { status: 409, says: 'Choose another section to merge this one into.' },
} as const;
