export type ActKind = 'hide' | 'show' | 'hold' | 'lift' | 'redact' | 'kill';

/** What a person has filled in so far. `people` are numbers of accounts as texts, null while nobody is chosen. */
export type ActWish = {
  reason: string;
  publicNote: string;
  removesPictures: boolean;
  phrases: string;
  original: 'destroyed' | 'sealed';
  people: readonly [string | null, string | null];
};

export const emptyWish: ActWish = {
  reason: '',
  publicNote: '',
  removesPictures: true,
  phrases: '',
  original: 'sealed',
  people: [null, null],
};

/** Whether everything that this act needs is there. */
export function isReady(kind: ActKind, { reason, phrases, original, people }: ActWish): boolean {
  if (reason.trim() === '') return false;
  if (kind !== 'redact') return true;
  return phrases.trim() !== '' && (original === 'destroyed' || people.every((one) => one !== null));
}

/** The wish as the server takes it. */
export function bodyOf(kind: ActKind, wish: ActWish): object {
  const { reason, publicNote, removesPictures, phrases, original, people } = wish;
  if (kind === 'kill') return { kind, reason, publicNote, removePictures: removesPictures };
  if (kind !== 'redact') return { kind, reason };
  const named = original === 'sealed' ? { is: original, people: people.map(Number) } : { is: original };
  return { kind, reason, phrases: phrases.split('\n').filter((line) => line.trim() !== ''), original: named };
}
