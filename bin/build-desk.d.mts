/** returns  null when dist/desk-app is fit to be served, or there is no desk in this checkout, else why not */
export function buildDeskIfStale(root: string): string | null;
