/** One id of a block: eight characters of a–z and 0–9, the first a letter. */
import type { BlockId } from '../document.ts';

const LETTERS = 26;
const SIGNS = 36;
const LENGTH = 8;

export function isBlockId(text: string): boolean {
  return text.length === LENGTH && /^[a-z][a-z0-9]{7}$/.test(text);
}

/** An id for a block somebody has just made. `random` as Math.random: from 0 to below 1. */
export function newBlockId(random: () => number): BlockId {
  let id = Math.floor(10 + random() * LETTERS).toString(SIGNS);
  while (id.length < LENGTH) id += Math.floor(random() * SIGNS).toString(SIGNS);
  return id;
}

/** The id that belongs to this text: always the same for the same text and turn. */
export function idOfText(text: string, turn: number): BlockId {
  const number = hash53(text, turn);
  const rest = Math.floor(number / LETTERS) % SIGNS ** (LENGTH - 1);
  return (10 + (number % LETTERS)).toString(SIGNS) + rest.toString(SIGNS).padStart(LENGTH - 1, '0');
}

/** 53 bits of a text in two mixed lanes of 32. Not for secrets: for telling paragraphs of one story apart. */
function hash53(text: string, turn: number): number {
  let high = 0xdeadbeef ^ turn;
  let low = 0x41c6ce57 ^ turn;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
