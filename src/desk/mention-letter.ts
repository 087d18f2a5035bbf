import { type LetterText, writeLetter } from '#kit/letter-text.js';

type Words = {
  subject: (by: string) => string;
  says: (by: string, headline: string) => string;
  untitled: string;
  opens: string;
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (by) => `${by} calls you in a note`,
    says: (by, headline) => `${by} wrote a note to you in the story “${headline}”.`,
    untitled: 'without a headline yet',
    opens: 'Open the story',
  },
  de: {
    subject: (by) => `${by} ruft Sie in einer Notiz`,
    says: (by, headline) => `${by} hat Ihnen im Artikel „${headline}“ eine Notiz geschrieben.`,
    untitled: 'noch ohne Titel',
    opens: 'Artikel öffnen',
  },
};

/** The letter to somebody who was called in a note. It carries no words of the note: letters leave the house. */
export function writeMention(wish: {
  language: string;
  by: string;
  headline: string;
  href: string;
}): LetterText & {
  subject: string;
} {
  const { subject, says, untitled, opens } = words[/^de\b/i.test(wish.language) ? 'de' : 'en'];
  const link = { says: opens, href: wish.href };
  const paragraphs = [says(wish.by, wish.headline || untitled)];
  return { ...writeLetter({ paragraphs, link, after: [] }), subject: subject(wish.by) };
}
