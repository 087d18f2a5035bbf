import { type LetterText, writeLetter } from '#kit/letter-text.js';

/**
 * invited   by whoever manages the group · asked: somebody asked for a seat by an address of the domain
 * confirm   the address has to be shown to be theirs again · handed-over: they manage the group from now on
 */
export type GroupLetterKind = 'invited' | 'asked' | 'confirm' | 'handed-over';

/**
 * What stands in letters about groups.
 *
 * code   as it is printed; '' where there is none to type
 * until  a day, in words; '' where there is none
 */
export type GroupFacts = {
  readonly paper: string;
  readonly group: string;
  readonly owner: string;
  readonly tier: string;
  readonly code: string;
  readonly until: string;
  readonly href: string;
};

type Parts = { subject: string; paragraphs: string[]; link: string; after?: string[]; code?: string };
type Words = Record<GroupLetterKind, (facts: GroupFacts) => Parts>;

const en: Words = {
  invited: ({ paper, group, owner, tier, code, until }) => ({
    subject: `${owner || group} invites you to read ${paper}`,
    paragraphs: [
      'Hello,',
      `${owner ? `${owner} of ${group}` : group} keeps a seat free for you at ${paper}: ${tier}. You pay nothing.`,
      'Take it with this link, or type the code on the page for codes:',
    ],
    code,
    link: 'Take the seat',
    after: [`The invitation is good until ${until}.`, 'You do not know the group? Then you need do nothing.'],
  }),
  asked: ({ paper, group, tier, until }) => ({
    subject: `Your seat at ${paper}`,
    paragraphs: [
      'Hello,',
      `somebody asked for a seat of ${group} at ${paper} by this address: ${tier}. The link shows that the address is yours.`,
    ],
    link: 'Take the seat',
    after: [`It works until ${until}.`, 'You did not ask? Then you need do nothing.'],
  }),
  confirm: ({ paper, group, until }) => ({
    subject: `Are you still with ${group}?`,
    paragraphs: [
      'Hello,',
      `you read ${paper} by a seat of ${group}. Twice a year we ask whether this address is still yours.`,
      `Without your answer the seat ends on ${until}.`,
    ],
    link: 'The address is still mine',
  }),
  'handed-over': ({ paper, group }) => ({
    subject: `You look after ${group} at ${paper}`,
    paragraphs: [
      'Hello,',
      `from now on you look after the seats of ${group} at ${paper}: who has one, and who is invited.`,
    ],
    link: 'To the group',
  }),
};

const de: Words = {
  invited: ({ paper, group, owner, tier, code, until }) => ({
    subject: `${owner || group} lädt Sie ein, ${paper} zu lesen`,
    paragraphs: [
      'Guten Tag,',
      `${owner ? `${owner} von ${group}` : group} hält bei ${paper} einen Platz für Sie frei: ${tier}. Sie bezahlen nichts.`,
      'Nehmen Sie ihn mit diesem Link an, oder geben Sie den Code auf der Seite für Codes ein:',
    ],
    code,
    link: 'Platz annehmen',
    after: [`Die Einladung gilt bis ${until}.`, 'Sie kennen die Gruppe nicht? Dann müssen Sie nichts tun.'],
  }),
  asked: ({ paper, group, tier, until }) => ({
    subject: `Ihr Platz bei ${paper}`,
    paragraphs: [
      'Guten Tag,',
      `mit dieser Adresse wurde um einen Platz von ${group} bei ${paper} gebeten: ${tier}. Der Link zeigt, dass die Adresse Ihre ist.`,
    ],
    link: 'Platz annehmen',
    after: [`Er gilt bis ${until}.`, 'Sie haben nicht darum gebeten? Dann müssen Sie nichts tun.'],
  }),
  confirm: ({ paper, group, until }) => ({
    subject: `Gehören Sie noch zu ${group}?`,
    paragraphs: [
      'Guten Tag,',
      `Sie lesen ${paper} auf einem Platz von ${group}. Zweimal im Jahr fragen wir, ob diese Adresse noch Ihre ist.`,
      `Ohne Ihre Antwort endet der Platz am ${until}.`,
    ],
    link: 'Die Adresse ist noch meine',
  }),
  'handed-over': ({ paper, group }) => ({
    subject: `Sie verwalten ${group} bei ${paper}`,
    paragraphs: [
      'Guten Tag,',
      `von nun an verwalten Sie die Plätze von ${group} bei ${paper}: wer einen hat und wer eingeladen ist.`,
    ],
    link: 'Zur Gruppe',
  }),
};

export function writeGroupLetter(
  kind: GroupLetterKind,
  facts: GroupFacts,
  language: string,
): LetterText & { subject: string } {
  const { subject, link, ...parts } = (/^de\b/i.test(language) ? de : en)[kind](facts);
  return { ...writeLetter({ ...parts, link: { says: link, href: facts.href } }), subject };
}
