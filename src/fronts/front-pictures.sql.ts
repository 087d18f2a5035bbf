import { sql } from 'kysely';
import type { FrontId, MediaId, SectionId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** A front on which a card of its own picture stands. `up` false for one that only waits to be launched. */
export type FrontPicture = { media: MediaId; front: FrontId; section: SectionId | null; up: boolean };

/** Which of these pictures stand on fronts, by what is up and by launches that wait. There is a front a section at most. */
export async function listFrontPictures(db: Db, ids: readonly MediaId[]): Promise<FrontPicture[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ front: number; section: number | null; text: string; up: number }>`
    select f.id as front, f.section_id as section, v.content as text, 1 as up from front f
      join front_version v on v.front_id = f.id
      where v.number = (select max(l.number) from front_version l where l.front_id = f.id)
    union all select f.id, f.section_id, l.wish, 0 from front f
      join front_launch l on l.front_id = f.id where l.state = 'waiting'`.execute(db);
  const wanted = new Set<number>(ids);
  const found = new Map<string, FrontPicture>();
  for (const { front, section, text, up } of rows) {
    for (const [, number] of text.matchAll(/"picture":([0-9]{1,15})\b/g)) {
      const key = `${number} ${front}`;
      if (!wanted.has(Number(number)) || found.get(key)?.up) continue;
      const [media, is] = [Number(number) as MediaId, Number(up) === 1];
      found.set(key, { media, front: front as FrontId, section: section as SectionId | null, up: is });
    }
  }
  return [...found.values()];
}
