/** For carets: told apart by the colour-blind, and dark enough for white letters in either scheme. */
const COLOURS = [
  '#0b62a4',
  '#a3450d',
  '#00705a',
  '#8a2a6b',
  '#5b4bb5',
  '#7a5c00',
  '#b0213f',
  '#3d6470',
] as const;

/** A person has the same colour in every story and on every screen. */
export function colourOf(id: number): string {
  return COLOURS[Math.abs(id) % COLOURS.length] as string;
}
