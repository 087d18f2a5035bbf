/** Tables of the step 0007-fronts. */
export type FrontsTables = Record<never, never>;

export const frontsOwners: Readonly<Record<keyof FrontsTables, string>> = {};
