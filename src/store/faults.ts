export const storeFaults = {
  'store-newer': {
    status: 500,
    says: 'The database was written by a newer Standfirst: it has the step "{step}", which this version does not know. Install that version again or restore a backup made by this one.',
  },
  'store-step-failed': {
    status: 500,
    says: 'The database step "{step}" failed and nothing of it was kept: {reason}',
  },
  'store-not-writable': {
    status: 500,
    says: 'The data folder {folder} cannot be written: {reason}. Give this user the right to write there, or choose another folder with --data.',
  },
  'store-missing': {
    status: 500,
    says: 'There is no Standfirst data in {folder}. Start with "standfirst serve" or "standfirst demo", or name the folder with --data.',
  },
  'store-in-use': {
    status: 500,
    says: 'The data folder {folder} is served by a running Standfirst already. Stop that one first.',
  },
  'store-holder-gone': {
    status: 500,
    says: 'The Standfirst that serves {folder} ended before it answered. What it had finished is kept; try again.',
  },
  'store-request-failed': {
    status: 500,
    says: 'The Standfirst that serves this folder could not do it: {reason}',
  },
  'store-full': {
    status: 507,
    says: 'The disk that holds {folder} is full. Nothing was half written; make room and try again.',
  },
  'store-busy': {
    status: 503,
    says: 'Another program has been writing to the database for too long. Nothing was changed; try again.',
  },
  'store-damaged': {
    status: 500,
    says: 'The database is damaged or is not one of Standfirst: {reason}. Restore a backup into another folder, and keep this one as it is.',
  },
  'store-unreachable': {
    status: 503,
    says: 'The database server does not let us in: {reason}. Look at the address, the name and the password, and whether it runs.',
  },
  'backup-missing': {
    status: 500,
    says: 'There is no backup of Standfirst in {folder}.',
  },
  'backup-newer': {
    status: 500,
    says: 'The backup in {folder} was made by a newer Standfirst. Install that version to restore it.',
  },
  'backup-damaged': {
    status: 500,
    says: 'The backup in {folder} is damaged: {reason}. Nothing was restored.',
  },
  'backup-not-here': {
    status: 500,
    says: 'A backup cannot be made in {folder}: {reason}. Name an empty folder, or one that holds an earlier backup.',
  },
  'backup-other-database': {
    status: 500,
    says: 'The backup in {folder} is of a {kind} database and cannot be restored into {other}. Use export and import to change the database.',
  },
  'restore-not-empty': {
    status: 500,
    says: 'A backup is restored into an empty place only, and {place} holds something already.',
  },
  'files-unreachable': {
    status: 503,
    says: 'The file store at {endpoint} does not answer: {reason}.',
  },
  'files-refused': {
    status: 502,
    says: 'The file store at {endpoint} refused {method} of "{key}" in the bucket {bucket}: {reason}. Look at its key, its secret and its region.',
  },
  'files-no-bucket': {
    status: 502,
    says: 'The file store at {endpoint} has no bucket called {bucket}. Make it there first.',
  },
} as const;
