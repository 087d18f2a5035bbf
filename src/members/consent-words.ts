/** What readers agree to when they ask for letters, unless the paper has words of its own. */
const words = {
  en: (paper: string) =>
    `Yes, send me letters from ${paper}: what is new, and what members get. I can end that at any time.`,
  de: (paper: string) =>
    `Ja, ${paper} darf mir Briefe schicken: was es Neues gibt und was Mitglieder bekommen. Ich kann das jederzeit beenden.`,
};

export function consentWords(of: { name: string; language: string; lettersWords: string }): string {
  return of.lettersWords || words[/^de\b/i.test(of.language) ? 'de' : 'en'](of.name);
}
