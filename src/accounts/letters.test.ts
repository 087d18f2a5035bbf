import { expect, test } from 'vitest';
import { writeInvitation } from './invitation-letter.ts';
import { writeNotice } from './notice-letter.ts';
import { writeSignInLetter } from './sign-in-letter.ts';

const common = { paper: 'Die Küste', name: 'Ada <Finch>', href: 'https://kueste.example/desk/sign-in/abc' };

test('the sign-in letter holds code and link, in the paper’s language, and no code in its subject', () => {
  const wish = { ...common, code: '12345678', minutes: 15 };
  const german = writeSignInLetter({ ...wish, language: 'de-CH' });
  expect(german.subject).toBe('Ihr Anmeldecode für Die Küste');
  expect(german.text).toContain('    1234 5678');
  expect(german.text).toContain('https://kueste.example/desk/sign-in/abc');
  const english = writeSignInLetter({ ...wish, language: 'fr' });
  expect(english.text).toContain('within 15 minutes');
});

test('a name is text in the letter’s HTML, whatever it looks like', () => {
  const { html } = writeInvitation({ ...common, language: 'en', hours: 72 });
  expect(html).toContain('Ada &lt;Finch&gt;');
  expect(html).toContain('href="https://kueste.example/desk/sign-in/abc"');
});

test('a notice says what changed and where to end it', () => {
  const { text } = writeNotice('recovery-used', { ...common, language: 'en' });
  expect(text).toContain('with a recovery code');
  expect(text).toContain('sign out everywhere');
});
