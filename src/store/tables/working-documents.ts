/** Tables of the step 0003-working-documents. */
export type WorkingDocumentsTables = Record<never, never>;

export const workingDocumentsOwners: Readonly<Record<keyof WorkingDocumentsTables, string>> = {};
