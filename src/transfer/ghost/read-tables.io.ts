import { type ReadEnd, readRecords } from './records.io.ts';
import { type GhostTables, rowOf, smallTables, TableMaker } from './tables.ts';

/** Reads everything but the posts' texts, and how the file ends. Of one that ends early, what came before its end. */
export async function readTables(path: string): Promise<{ tables: GhostTables; end: ReadEnd }> {
  const maker = new TableMaker();
  const records = readRecords(path, smallTables);
  for (;;) {
    const next = await records.next();
    if (next.done) return { tables: maker.finish(), end: next.value };
    maker.put(next.value.table, rowOf(next.value) ?? {});
  }
}
