/** Tables of the step 0002-accounts. */
export type AccountsTables = Record<never, never>;

export const accountsOwners: Readonly<Record<keyof AccountsTables, string>> = {};
