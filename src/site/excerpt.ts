/** The beginning of a text in at most `most` characters, cut between words and ended with '…' where it was cut. */
export function excerpt(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const room = line.slice(0, most - 1);
  const space = line[most - 1] === ' ' ? room.length : room.lastIndexOf(' ');
  // Scripts without spaces, and single words longer than the room, are cut where it ends; never inside a character.
  const cut = space > most / 2 ? room.slice(0, space) : room.replace(/[\ud800-\udbff]$/, '');
  return `${cut.replace(/[\s,;:.–—-]+$/, '')}…`;
}
