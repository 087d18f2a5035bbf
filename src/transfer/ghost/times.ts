/** ISO text, or milliseconds as the first versions wrote them; null for what is no time. Text without a zone is UTC. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string' || value === '') return null;
  const bare = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(value);
  const at = Date.parse(bare ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(at) ? null : at;
}
