export const transferFaults = {
  'demo-not-empty': {
    status: 409,
    says: 'There are stories in this data folder already. The demonstration paper goes into an empty one: name another with --data.',
  },
  'export-not-empty': {
    status: 409,
    says: 'There is something in {folder} already. An export goes into a new or empty folder.',
  },
  'export-unfinished': {
    status: 422,
    says: 'The export in {folder} is not complete: its manifest.json is missing or cannot be read. Make it again.',
  },
  'export-newer': {
    status: 422,
    says: 'The export in {folder} was made by a newer Standfirst ({version}). Import it with that version or a later one.',
  },
  'import-no-stories': {
    status: 422,
    says: 'There is no stories.jsonl in {folder}.',
  },
} as const;
