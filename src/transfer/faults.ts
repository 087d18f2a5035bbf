export const transferFaults = {
  'demo-not-empty': {
    status: 409,
    says: 'There are stories in this data folder already. The demonstration paper goes into an empty one: name another with --data.',
  },
} as const;
