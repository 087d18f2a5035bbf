/** Tables of the step 0005-acts. */
export type ActsTables = Record<never, never>;

export const actsOwners: Readonly<Record<keyof ActsTables, string>> = {};
