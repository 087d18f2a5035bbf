/** Tables of the step 0006-pictures. */
export type PicturesTables = Record<never, never>;

export const picturesOwners: Readonly<Record<keyof PicturesTables, string>> = {};
