import proxyAddr from 'proxy-addr';
import { no, type Result, yes } from '#kit/result.js';

/** Reads what somebody wrote for a setting, as text or as JSON, or says what is wrong with it. */
export type Parser<Value> = (raw: unknown) => Result<Value, string>;

export const text: Parser<string> = (raw) =>
  typeof raw === 'string' ? yes(raw.trim()) : no('write it as text.');

export const yesOrNo: Parser<boolean> = (raw) => {
  if (raw === true || raw === 'yes' || raw === 'true' || raw === '1') return yes(true);
  if (raw === false || raw === 'no' || raw === 'false' || raw === '0') return yes(false);
  return no('write yes or no.');
};

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): Parser<number> {
  return (raw) => {
    const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    return fits ? yes(value) : no(`write a whole number from ${least} to ${most}.`);
  };
}

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Parser<Choice> {
  return (raw) => {
    const found = choices.find((choice) => choice === raw);
    return found === undefined ? no(`choose one of ${choices.join(', ')}.`) : yes(found);
  };
}

/** A list, as JSON or as text parted by commas. */
export const textList: Parser<readonly string[]> = (given) => {
  const raw = typeof given === 'string' && given.trim().startsWith('[') ? parseJson(given) : given;
  if (Array.isArray(raw) && raw.every((item) => typeof item === 'string'))
    return yes(raw.map((item: string) => item.trim()).filter(Boolean));
  if (typeof raw !== 'string') return no('write a list parted by commas.');
  return yes(
    raw
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );
};

/** A list of some of these words. */
export function severalOf<const Choice extends string>(
  ...choices: readonly Choice[]
): Parser<readonly Choice[]> {
  return (raw) => {
    const list = textList(raw);
    if (!list.ok) return list;
    const chosen = choices.filter((choice) => list.value.includes(choice));
    const known: readonly string[] = choices;
    return list.value.every((item) => known.includes(item))
      ? yes(chosen)
      : no(`choose of ${choices.join(', ')}.`);
  };
}

/** A list of addresses, networks (10.0.0.0/8) or the words loopback, linklocal and uniquelocal. */
export const machines: Parser<readonly string[]> = (raw) => {
  const list = textList(raw);
  if (!list.ok) return list;
  const wrong = list.value.find((item) => !isMachine(item));
  return wrong === undefined ? list : no(`"${wrong}" is no address, network (10.0.0.0/8) or loopback.`);
};

function isMachine(item: string): boolean {
  try {
    proxyAddr.compile(item);
    return true;
  } catch {
    return false;
  }
}

/** '' or an http(s) address, kept without a final slash. */
export const webAddress: Parser<string> = (raw) => {
  if (raw === '') return yes('');
  const url = typeof raw === 'string' && URL.canParse(raw) ? new URL(raw) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return no('write an address that begins with https:// or http://.');
  return yes(url.href.replace(/\/+$/, ''));
};

/** '' or an http address of this machine itself. */
export const loopbackAddress: Parser<string> = (raw) => {
  const address = webAddress(raw);
  if (!address.ok || address.value === '') return address;
  const { hostname } = new URL(address.value);
  const local = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(hostname);
  return local ? address : no('write an address of this machine itself, as http://127.0.0.1:8420.');
};

/** ISO 4217, in capitals. */
export const currency: Parser<string> = (raw) => {
  const code = String(raw).trim().toUpperCase();
  return Intl.supportedValuesOf('currency').includes(code)
    ? yes(code)
    : no('write a currency as EUR, GBP or JPY.');
};

export const timeZone: Parser<string> = (raw) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(raw) });
    return yes(String(raw));
  } catch {
    return no('write a time zone such as Europe/London.');
  }
};

export const languageTag: Parser<string> = (raw) => {
  try {
    const [tag] = Intl.getCanonicalLocales(String(raw));
    return tag ? yes(tag) : no('write a language tag such as en-GB.');
  } catch {
    return no('write a language tag such as en-GB.');
  }
};

/** '' or a colour as #rrggbb. */
export const colour: Parser<string> = (raw) =>
  typeof raw === 'string' && /^(#[0-9a-f]{6})?$/i.test(raw)
    ? yes(raw.toLowerCase())
    : no('write a colour such as #a3231f.');

export type Link = { readonly label: string; readonly href: string };

/** Links, as JSON: [{"label": "News", "href": "/news"}]. */
export const links: Parser<readonly Link[]> = (raw) => {
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  if (!Array.isArray(value)) return no('write a JSON list of {"label", "href"}.');
  const found = value.filter(isLink).map(({ label, href }) => ({ label, href }));
  return found.length === value.length
    ? yes(found)
    : no('each link needs a label and an href that begins with / or https://.');
};

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null) return false;
  const { label, href } = value as Record<string, unknown>;
  return (
    typeof label === 'string' && typeof href === 'string' && /^(\/(?!\/)|https?:\/\/|mailto:)/.test(href)
  );
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
