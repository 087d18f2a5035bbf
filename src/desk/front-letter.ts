import { type LetterText, writeLetter } from '#kit/letter-text.js';

type Words = {
  ahead: { subject: (front: string) => string; says: (when: string, what: string) => string };
  done: { subject: (front: string) => string; says: (when: string, what: string) => string };
  containers: (count: number) => string;
  homeFront: string;
  opens: string;
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    ahead: {
      subject: (front) => `Your launch on ${front} will leave something as it is`,
      says: (when, what) =>
        `Your launch of ${when} will leave ${what} as it is: it was changed in what is up since you planned it.`,
    },
    done: {
      subject: (front) => `Your launch on ${front} left something as it was`,
      says: (when, what) =>
        `Your launch of ${when} left ${what} as it was: it had been changed in what was up since you planned it.`,
    },
    containers: (count) => (count === 1 ? 'one container' : `${count} containers`),
    homeFront: 'the home page',
    opens: 'Open the front',
  },
  de: {
    ahead: {
      subject: (front) => `Ihre Freigabe auf ${front} wird etwas stehen lassen`,
      says: (when, what) =>
        `Ihre Freigabe von ${when} wird ${what} stehen lassen: Auf der Seite wurde seither etwas geändert.`,
    },
    done: {
      subject: (front) => `Ihre Freigabe auf ${front} ließ etwas stehen`,
      says: (when, what) =>
        `Ihre Freigabe von ${when} ließ ${what} stehen: Auf der Seite war seither etwas geändert worden.`,
    },
    containers: (count) => (count === 1 ? 'einen Block' : `${count} Blöcke`),
    homeFront: 'der Startseite',
    opens: 'Seite öffnen',
  },
};

/**
 * The letter to the owner of a launch that leaves something, before it happens or after.
 *
 * front   name of a section, null for the home page
 * titles  of the containers it leaves, '' for those without
 */
export function writeLeft(wish: {
  language: string;
  zone: string;
  isDone: boolean;
  front: string | null;
  at: number;
  titles: readonly string[];
  href: string;
}): LetterText & { subject: string } {
  const { language, zone, isDone, front, at, titles, href } = wish;
  const text = words[/^de\b/i.test(language) ? 'de' : 'en'];
  const { subject, says } = isDone ? text.done : text.ahead;
  const when = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
  const named = titles.filter((title) => title !== '');
  const what =
    named.length === titles.length
      ? named.map((title) => `“${title}”`).join(', ')
      : text.containers(titles.length);
  const link = { says: text.opens, href };
  return {
    ...writeLetter({ paragraphs: [says(when, what)], link, after: [] }),
    subject: subject(front ?? text.homeFront),
  };
}
