import type { SectionId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { type Card, findCards, listNewest, listSections, listTopic } from '#stories/cards.sql.js';
import { candidatesNeeded, namedStories, ruleKey, rulesOf, type Supply } from './fill.ts';
import type { Container, Rule } from './front.ts';

/**
 * All the stories a front may show at `now`: one query for those named by hand, one for each rule.
 *
 * familyOf  a section with all sections below it
 */
export async function loadSupply(
  db: Db,
  containers: readonly Container[],
  familyOf: (section: SectionId) => readonly SectionId[],
  now: Date,
): Promise<Supply> {
  const mayMeet = (one: Rule, other: Rule): boolean => {
    if (one.by !== 'section' || other.by !== 'section') return true;
    const family = familyOf(one.section);
    return familyOf(other.section).some((section) => family.includes(section));
  };
  const ask = (rule: Rule): Promise<Card[]> => {
    const slice = { limit: candidatesNeeded(rule, containers, mayMeet) };
    if (rule.by === 'newest') return listNewest(db, now, slice);
    return rule.by === 'section'
      ? listSections(db, familyOf(rule.section), now, slice)
      : listTopic(db, rule.topic, now, slice);
  };
  const rules = rulesOf(containers);
  const [byId, ...found] = await Promise.all([
    findCards(db, namedStories(containers), now),
    ...rules.map(ask),
  ]);
  return { byId, candidates: new Map(rules.map((rule, at) => [ruleKey(rule), found[at] ?? []])) };
}
