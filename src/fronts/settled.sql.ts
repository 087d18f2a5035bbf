import { listMergedSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { listMergedTopics } from '#stories/merged.sql.js';
import type { Container, Rule } from './front.ts';

/** The same containers with rules for the sections and topics that are there now, where theirs were merged into others. */
export async function settleRules<Some extends Container>(
  db: Db,
  containers: readonly Some[],
): Promise<readonly Some[]> {
  const [sections, topics] = await Promise.all([listMergedSections(db), listMergedTopics(db)]);
  if (sections.size + topics.size === 0) return containers;
  const settled = (rule: Rule): Rule => {
    if (rule.by === 'section') return { ...rule, section: sections.get(rule.section) ?? rule.section };
    return rule.by === 'topic' ? { ...rule, topic: topics.get(rule.topic) ?? rule.topic } : rule;
  };
  return containers.map((one) => (one.rule ? { ...one, rule: settled(one.rule) } : one));
}
