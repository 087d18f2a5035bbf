/**
 * Codes that people read from a card and type in: capitals and digits without those that look alike, in groups of four,
 * the last character made of the others so that a slip of the finger is told from a code that does not exist.
 */

/** Crockford's letters: no I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOK_ALIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' };
const GROUP = 4;
/** Eleven characters are 55 bits, and one to check them. */
const CODE_LENGTH = 12;
/** An invitation to a group: 75 bits, since it stands in links too. */
const INVITATION_LENGTH = 16;
/** Longer than any link of ours. */
const LONGEST_TYPED = 500;

/** How many random bytes a code is made of, and an invitation. */
export const CODE_BYTES = CODE_LENGTH - 1;
export const INVITATION_BYTES = INVITATION_LENGTH - 1;

/** Makes a code of random bytes, one a character: five bits of each are used. */
export function makeCode(random: Uint8Array): string {
  const values = [...random].map((byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => ALPHABET[value]).join('');
}

/** As it is printed: `7K3M-9Q2D-XW4F`. Words that people made up stay as they are. */
export function printCode(code: string): string {
  if (!isOurs(code)) return code;
  return code.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? code;
}

/** Whether it has the form of a code that the house made, with the right last character. */
export function isOurs(code: string): boolean {
  return (code.length === CODE_LENGTH || code.length === INVITATION_LENGTH) && isChecked(code);
}

/**
 * What somebody typed into the one field for codes.
 *
 * code      `read` as the house makes them, `plain` as a person might have made it up: an offer's, a voucher's word
 * mistyped  of a code's length, but the last character does not fit the others
 * number    digits, as on the label of a printed paper
 * gift      the address of a story that somebody opened to a friend
 */
export type Typed =
  | { readonly is: 'nothing' }
  | { readonly is: 'code'; readonly read: string; readonly plain: string; readonly mistyped: boolean }
  | { readonly is: 'number'; readonly number: string; readonly read: string; readonly plain: string }
  | { readonly is: 'gift'; readonly token: string };

/** Reads what was typed or pasted: a code with or without its hyphens, in letters of any size, or one of our links. */
export function readTyped(text: string): Typed {
  const typed = text.normalize('NFKC').trim().slice(0, LONGEST_TYPED);
  const token = /\/gift\/([\w-]{8,200})(?:[/?#]|$)/.exec(typed)?.[1];
  if (token) return { is: 'gift', token };
  const inLink = /^https?:\/\/\S*[?&]code=([\w-]+)/i.exec(typed) ?? /\/invitation\/([\w-]+)/.exec(typed);
  const plain = plainOf(inLink?.[1] ?? typed);
  if (plain === '') return { is: 'nothing' };
  const read = readCode(plain);
  if (/^\d{3,11}$/.test(plain)) return { is: 'number', number: plain, read, plain };
  const hasLength = read.length === CODE_LENGTH || read.length === INVITATION_LENGTH;
  const mistyped = hasLength && /^[0-9A-Z]+$/.test(read) && !isChecked(read);
  return { is: 'code', read, plain, mistyped };
}

/** In capitals, without spaces, hyphens and full stops. */
export function plainOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\-‐-―_.·]/g, '')
    .toUpperCase();
}

/** A code of ours as it is kept: letters that look like digits are those digits. */
export function readCode(typed: string): string {
  return plainOf(typed).replace(/[ILOU]/g, (letter) => LOOK_ALIKE[letter] ?? letter);
}

function isChecked(code: string): boolean {
  const values = [...code].map((letter) => ALPHABET.indexOf(letter));
  return !values.includes(-1) && checkOf(values.slice(0, -1)) === values.at(-1);
}

/**
 * The check character, as a remainder in the field of 32 elements: it catches every single wrong character and every two
 * that changed places.
 */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value) => twice(sum ^ value), 0);
}

/** Times x in GF(32), modulo x⁵ + x² + 1. */
function twice(value: number): number {
  return (value << 1) ^ (value & 16 ? 0b100101 : 0);
}
