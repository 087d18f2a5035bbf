/** Tables of the step 0008-machines. */
export type MachinesTables = Record<never, never>;

export const machinesOwners: Readonly<Record<keyof MachinesTables, string>> = {};
