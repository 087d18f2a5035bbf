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
  'import-half-done': {
    status: 409,
    says: 'An import of another export into this data folder was stopped in the middle. Run that one again first, or begin with an empty folder.',
  },
  'import-no-file': { status: 400, says: 'There is no file {file}, or it cannot be read: {reason}' },
  'import-wrong-rule': { status: 400, says: '{reason}' },
  'import-wrong-map': { status: 400, says: 'The map {file} cannot be used. {reason}' },
  'import-not-wordpress': {
    status: 422,
    says: 'None of these files is a WordPress export (Tools → Export, or wp export). Nothing was brought in.',
  },
  'import-paywall-found': {
    status: 409,
    says: 'The export shows signs of a paywall, and no rule says what is not open. Nothing was brought in.\n{list}\nSay what is not open with --premium category=NAME, tag=NAME, meta:KEY=VALUE, shortcode:NAME or block:NAME, or with access fields in a --map; --all-open opens everything on purpose.',
  },
} as const;
