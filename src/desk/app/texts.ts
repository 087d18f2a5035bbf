/** The desk's words by language. English is whole; another language may lack a text, which is then shown in English. */
export type Messages<Names extends string> = {
  readonly en: Readonly<Record<Names, string>>;
  readonly de?: Readonly<Partial<Record<Names, string>>>;
};

let language = 'en';

/** Set once, from the person's or the paper's language, before anything is shown. */
export function setLanguage(tag: string): void {
  language = tag.slice(0, 2);
  document.documentElement.lang = tag;
}

export function languageTag(): string {
  return document.documentElement.lang || 'en';
}

/**
 * Gives a room's own `t`: `t('moved', { count: 3, stage: 'Ready' })` fills `{count}` and `{stage}`. A text may hold two
 * forms for one and many, `{count|story|stories}`.
 */
export function textsOf<Names extends string>(
  messages: Messages<Names>,
): (name: Names, values?: Readonly<Record<string, string | number>>) => string {
  return (name, values = {}) => {
    const own = language === 'de' ? messages.de?.[name] : undefined;
    return (own ?? messages.en[name]).replace(
      /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
      (whole, key: string, one, many) => {
        const value = values[key];
        if (value === undefined) return whole;
        if (one === undefined) return String(value);
        return value === 1 ? one : many;
      },
    );
  };
}
