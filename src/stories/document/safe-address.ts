/** Which addresses may stand in a body. A reader's browser never gets another one from us. */

const LINK_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);
const WEB_SCHEMES: ReadonlySet<string> = new Set(['http', 'https']);
const LONGEST = 8192;

// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip these inside an address, so a scheme can hide behind them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ALL_CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;
const UNFIT = /[\s"<>`{}|\\^]|%(?![0-9a-fA-F]{2})/g;
const INVISIBLE = /[\s\u200b-\u200f\u2060\ufeff]/;

/** Whether a link may lead there: http, https, mailto, tel, or relative to the page. */
export function isSafeLink(href: string): boolean {
  return hasScheme(href, LINK_SCHEMES);
}

/** Whether a picture or file may be fetched from there: http, https, or relative to the page. */
export function isSafeSource(src: string): boolean {
  return src !== '' && hasScheme(src, WEB_SCHEMES);
}

/** Whether it is a whole address of the web, as an embed's must be. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && !CONTROLS.test(url) && URL.canParse(url);
}

/** Puts a link as it was found in order for an `href`, or says null where it may not lead there. */
export function cleanLink(raw: string): string | null {
  const href = unwrapped(tidy(raw));
  return href !== '' && isSafeLink(href) && parses(href) ? href : null;
}

/** The same for the source of a picture or file. */
export function cleanSource(raw: string): string | null {
  const src = tidy(raw);
  return isSafeSource(src) && parses(src) ? src : null;
}

/** The scheme of an address that was refused, for a note: `javascript`, or '' where there is none to name. */
export function schemeOf(raw: string): string {
  return /^([a-z][a-z0-9+.-]{0,30}):/i.exec(tidy(raw.slice(0, LONGEST)))?.[1]?.toLowerCase() ?? '';
}

function tidy(raw: string): string {
  if (raw.length > LONGEST) return '';
  const shown = trimmed(raw.replace(ALL_CONTROLS, ''));
  return UNFIT.test(shown) ? shown.replace(UNFIT, (sign) => encodeURIComponent(sign.toWellFormed())) : shown;
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && INVISIBLE.test(text.charAt(from))) from++;
  while (to > from && INVISIBLE.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Google Docs leads every link through a page of its own, a copied one through several. */
function unwrapped(href: string, turns = 5): string {
  const wrapped = /^https:\/\/www\.google\.com\/url\?(?:[^#]*&)?q=(https?[^&#]+)/.exec(href)?.[1];
  if (wrapped === undefined || turns === 0) return href;
  try {
    return unwrapped(tidy(decodeURIComponent(wrapped)), turns - 1);
  } catch {
    return href;
  }
}

function parses(address: string): boolean {
  return !/^https?:/i.test(address) || URL.canParse(address);
}

/** Relative, or of one of these schemes. A colon before the first slash makes a scheme, known or not. */
function hasScheme(address: string, schemes: ReadonlySet<string>): boolean {
  if (CONTROLS.test(address) || address.length > LONGEST) return false;
  const end = address.search(/[/?#]/);
  const head = end < 0 ? address : address.slice(0, end);
  const colon = head.indexOf(':');
  return colon < 0 || schemes.has(head.slice(0, colon).toLowerCase());
}
