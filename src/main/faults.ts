export const mainFaults = {
  'folder-busy': {
    status: 409,
    says: 'Another command is working on {folder}: {command}. Wait until it has ended, then try again.',
  },
  'port-taken': {
    status: 500,
    says: 'Something listens on {host}:{port} already. Stop it, or choose another port with --port.',
  },
  'port-not-allowed': {
    status: 500,
    says: 'This user may not listen on {host}:{port}. Ports below 1024 need more rights; let a web server stand in front, as docs/operating.md shows.',
  },
  'address-not-ours': {
    status: 500,
    says: 'This machine has no address {host} to listen on. 127.0.0.1 is always there.',
  },
  'leak-check-no-words': {
    status: 400,
    says: 'The words to look for cannot be read from {path}.',
  },
  'leak-check-needs-database': {
    status: 400,
    says: 'The paper is on Postgres, so its copy needs an empty Postgres database of its own: name one with --database postgres://….',
  },
  'file-unreadable': { status: 400, says: 'The file {path} cannot be read: {reason}' },
} as const;
