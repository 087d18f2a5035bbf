import { type LetterText, writeLetter } from '#kit/letter-text.js';

type Letter = LetterText & { readonly subject: string };

const words = {
  en: {
    remindSubject: (title: string, day: string) => `“${title}” is good until ${day}`,
    remind: (name: string, title: string, partner: string, day: string) => [
      `Hello ${name},`,
      `you have a voucher that you have not used yet: ${title}, from ${partner}. Its last day is ${day}.`,
    ],
    show: 'Show the voucher',
    lowSubject: (title: string, left: number) =>
      left === 0 ? `“${title}”: all vouchers are taken` : `“${title}”: ${left} vouchers left`,
    low: (title: string, partner: string, left: number) =>
      left === 0
        ? `All vouchers of “${title}” by ${partner} are taken. Members are told so. Put new codes in, or end the offer.`
        : `Of “${title}” by ${partner}, ${left} ${left === 1 ? 'voucher is' : 'vouchers are'} left. Put new codes in before members find none.`,
    openDesk: 'Open it at the desk',
    lockSubject: (place: string) => `Too many wrong codes at ${place}`,
    lockWords: (place: string, partner: string, device: string) =>
      `At ${place} (${partner}) too many voucher codes that nobody has were typed in, on the device “${device}”. It is locked for a while. Ask there whether somebody guesses, and shut the device out where nobody knows it.`,
    lockPins: (place: string, partner: string) =>
      `Somebody scanned the let-in code of ${place} (${partner}) and typed a wrong PIN too often. The code lets nobody in any more. Make a new one once you know who it was.`,
  },
  de: {
    remindSubject: (title: string, day: string) => `„${title}“ gilt noch bis ${day}`,
    remind: (name: string, title: string, partner: string, day: string) => [
      `Guten Tag ${name},`,
      `Sie haben einen Gutschein, den Sie noch nicht eingelöst haben: ${title}, von ${partner}. Sein letzter Tag ist der ${day}.`,
    ],
    show: 'Gutschein zeigen',
    lowSubject: (title: string, left: number) =>
      left === 0 ? `„${title}“: alle Gutscheine vergeben` : `„${title}“: noch ${left} Gutscheine`,
    low: (title: string, partner: string, left: number) =>
      left === 0
        ? `Alle Gutscheine von „${title}“ (${partner}) sind vergeben. Mitgliedern wird das gesagt. Laden Sie neue Codes, oder beenden Sie das Angebot.`
        : `Von „${title}“ (${partner}) ${left === 1 ? 'ist noch ein Gutschein' : `sind noch ${left} Gutscheine`} da. Laden Sie neue Codes, bevor Mitglieder keinen mehr finden.`,
    openDesk: 'Im Desk öffnen',
    lockSubject: (place: string) => `Zu viele falsche Codes: ${place}`,
    lockWords: (place: string, partner: string, device: string) =>
      `In ${place} (${partner}) wurden auf dem Gerät „${device}“ zu viele Codes eingegeben, die kein Gutschein hat. Es ist eine Weile gesperrt. Fragen Sie dort nach, ob jemand rät, und sperren Sie das Gerät aus, wenn es niemand kennt.`,
    lockPins: (place: string, partner: string) =>
      `Jemand hat den Zulassungscode von ${place} (${partner}) gescannt und zu oft eine falsche PIN eingegeben. Der Code lässt niemanden mehr ein. Machen Sie einen neuen, sobald Sie wissen, wer es war.`,
  },
} as const;

function inLanguage(language: string) {
  return words[/^de\b/i.test(language) ? 'de' : 'en'];
}

export type Reminder = {
  readonly language: string;
  readonly name: string;
  readonly title: string;
  readonly partner: string;
  /** Its last day, in words. */
  readonly day: string;
  readonly href: string;
};

/** Some days before a voucher expires. Its code stands in no letter. */
export function writeReminder({ language, name, title, partner, day, href }: Reminder): Letter {
  const says = inLanguage(language);
  const text = writeLetter({
    paragraphs: says.remind(name, title, partner, day),
    link: { says: says.show, href },
  });
  return { ...text, subject: says.remindSubject(title, day) };
}

/** To staff: a pool runs low, or is empty. */
export function writeLow(letter: {
  language: string;
  title: string;
  partner: string;
  left: number;
  href: string;
}): Letter {
  const { language, title, partner, left, href } = letter;
  const says = inLanguage(language);
  const text = writeLetter({
    paragraphs: [says.low(title, partner, left)],
    link: { says: says.openDesk, href },
  });
  return { ...text, subject: says.lowSubject(title, left) };
}

export type LockLetter = {
  readonly language: string;
  readonly why: 'pins' | 'words';
  readonly place: string;
  readonly partner: string;
  readonly device: string;
  readonly href: string;
};

/** To staff: somebody guesses at a counter. */
export function writeLocked({ language, why, place, partner, device, href }: LockLetter): Letter {
  const says = inLanguage(language);
  const paragraph = why === 'pins' ? says.lockPins(place, partner) : says.lockWords(place, partner, device);
  const text = writeLetter({ paragraphs: [paragraph], link: { says: says.openDesk, href } });
  return { ...text, subject: says.lockSubject(place) };
}
