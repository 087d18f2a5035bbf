import type { SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';

/** People whose rights hold in a section that was merged have them in what it became. */
export async function moveStaffSections(tx: Tx, from: SectionId, into: SectionId, now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('staff')
    .select(['account_id', 'sections'])
    .where('sections', 'like', `%${from}%`)
    .execute();
  for (const { account_id, sections } of rows) {
    const held = JSON.parse(sections) as 'all' | number[];
    if (held === 'all' || !held.includes(from)) continue;
    const moved = [...new Set(held.map((id) => (id === from ? into : id)))];
    await tx
      .updateTable('staff')
      .set({ sections: JSON.stringify(moved), changed_at: now.getTime() })
      .where('account_id', '=', account_id)
      .execute();
    await tell(tx, 'staff.changed', account_id, {}, now);
  }
}
