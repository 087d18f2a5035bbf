import { type Fault, fault } from '#kit/fault.js';
import type { DeskRefusal } from '#stories/publish.sql.js';
import type { CorrectRefusal } from '#stories/publish-correct.sql.js';
import type { TimesRefusal } from '#stories/publish-times.sql.js';
import { deskFaults } from './faults.ts';

const faultOf = {
  'story-killed': 'killed-already',
  'story-held': 'publish-blocked',
  'story-ends-before-it-begins': 'ends-before-it-begins',
  'story-out-already': 'out-already',
  'story-not-published': 'not-published',
} as const;

/** What a person is told of a no about publishing: the fault with everything known of it. */
export function refused(refusal: DeskRefusal | CorrectRefusal | TimesRefusal): Fault {
  const { code, ...details } = refusal;
  if (refusal.code === 'published-meanwhile') {
    const at = new Date(refusal.at).toISOString();
    return fault(deskFaults, 'published-meanwhile', { ...details, at });
  }
  if (refusal.code === 'publish-blocked') {
    const blocks = refusal.blocks.map((block) => block.code).join(', ');
    return fault(deskFaults, 'publish-blocked', { blocks, all: refusal.blocks });
  }
  if (code === 'story-held') return fault(deskFaults, 'publish-blocked', { blocks: 'legal-hold' });
  const known = code in faultOf ? faultOf[code as keyof typeof faultOf] : (code as keyof typeof deskFaults);
  return fault(deskFaults, known, details);
}
