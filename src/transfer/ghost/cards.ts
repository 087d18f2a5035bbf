import { marked } from 'marked';
import { escapeHtml } from '../wordpress/html-text.ts';
import {
  sfEmbed,
  sfFactBox,
  sfFile,
  sfForeign,
  sfGallery,
  sfPicture,
  sfPreformatted,
  sfPremiumCut,
} from '../wordpress/sf-elements.ts';

/** What a card was made of; the same names in Mobiledoc and Lexical, whatever version wrote them. */
export type CardPayload = Readonly<Record<string, unknown>>;

/** Notes what readers will not see: the card's name. */
export type CardNotes = (name: string) => void;

type Card = (payload: CardPayload, unknown: CardNotes) => string;

const WIDTHS: Readonly<Record<string, 'column' | 'wide' | 'full'>> = { wide: 'wide', full: 'full' };

/** How each card of Ghost reads as clean HTML with our elements. Texts of a payload are HTML where Ghost lets one format them. */
const cards: Readonly<Record<string, Card>> = {
  hr: () => '<hr>',
  horizontalrule: () => '<hr>',
  paywall: () => sfPremiumCut,
  image: (card) =>
    sfPicture({
      src: text(card, 'src'),
      alt: text(card, 'alt'),
      size: WIDTHS[text(card, 'cardWidth')] ?? 'column',
      href: text(card, 'href'),
      credit: '',
      caption: text(card, 'caption'),
    }),
  gallery: (card) =>
    sfGallery(
      list(card, 'images').map((image) =>
        sfPicture({
          src: text(image, 'src'),
          alt: text(image, 'alt'),
          size: 'column',
          href: text(image, 'href'),
          credit: '',
          caption: text(image, 'caption'),
        }),
      ),
    ) + captionBelow(card),
  html: (card) => text(card, 'html'),
  markdown: (card) => marked.parse(text(card, 'markdown'), { async: false }),
  code: (card) => sfPreformatted('code', text(card, 'code')) + captionBelow(card),
  embed: (card) =>
    sfEmbed({
      url: text(card, 'url'),
      provider: text(object(card, 'metadata'), 'provider_name'),
      title: text(object(card, 'metadata'), 'title'),
      height: null,
    }) + captionBelow(card),
  bookmark: (card) => bookmark(card),
  callout: (card) => sfFactBox('', `<p>${text(card, 'calloutText')}</p>`),
  toggle: (card) => sfFactBox(plain(text(card, 'heading')), text(card, 'content')),
  button: (card) => link(text(card, 'buttonUrl'), text(card, 'buttonText')),
  video: (card) => media(card, 'video/mp4'),
  audio: (card) => media(card, 'audio/mpeg'),
  file: (card) => media(card, ''),
  header: (card) =>
    heading('h2', card, 'header') +
    paragraph(text(card, 'subheader')) +
    link(text(card, 'buttonUrl'), text(card, 'buttonText')),
  product: (card) => product(card),
  // Only for the newsletter, or only for signing up: nothing of it was part of the story on the page.
  email: (card, unknown) => foreign('email', card, unknown),
  'email-cta': (card, unknown) => foreign('email-cta', card, unknown),
  signup: (card, unknown) => foreign('signup', card, unknown),
};

const ALIASES: Readonly<Record<string, string>> = {
  'card-markdown': 'markdown',
  codeblock: 'code',
  'call-to-action': 'signup',
  img: 'image',
};

/**
 * A card as HTML. One we do not know, and one that was not for every reader of its story, is kept for the desk and
 * shown to nobody.
 */
export function cardHtml(name: string, payload: CardPayload, unknown: CardNotes): string {
  const card = cards[ALIASES[name] ?? name];
  if (!card || isRestricted(payload)) return foreign(name, payload, unknown);
  return card(payload, unknown);
}

/** Ghost can show a card to members only, or to some of them, in a story that is open. */
function isRestricted(payload: CardPayload): boolean {
  const web = object(object(payload, 'visibility'), 'web');
  const segment = web.memberSegment;
  return web.nonMember === false || (typeof segment === 'string' && segment !== '' && web.nonMember !== true);
}

function foreign(name: string, payload: CardPayload, unknown: CardNotes): string {
  unknown(name);
  return sfForeign(`ghost ${name}`, JSON.stringify(payload));
}

function bookmark(card: CardPayload): string {
  const metadata = object(card, 'metadata');
  const title = text(metadata, 'title') || text(card, 'url');
  const from = [text(metadata, 'publisher'), plain(text(card, 'caption'))].filter(Boolean).join(', ');
  return `<p><a href="${escapeHtml(text(card, 'url'))}">${escapeHtml(title)}</a>${from ? ` (${escapeHtml(from)})` : ''}</p>`;
}

function product(card: CardPayload): string {
  const image = text(card, 'productImageSrc');
  const picture = image
    ? sfPicture({
        src: image,
        alt: plain(text(card, 'productTitle')),
        size: 'column',
        href: '',
        credit: '',
        caption: '',
      })
    : '';
  return sfFactBox(
    plain(text(card, 'productTitle')),
    picture + text(card, 'productDescription') + link(text(card, 'productUrl'), text(card, 'productButton')),
  );
}

function media(card: CardPayload, usual: string): string {
  const src = text(card, 'src');
  if (src === '') return '';
  const name = text(card, 'title') || text(card, 'fileTitle') || text(card, 'fileName');
  return (
    sfFile({ src, name, mime: text(card, 'mimeType') || usual }) +
    paragraph(text(card, 'caption') || text(card, 'fileCaption'))
  );
}

function heading(tag: string, card: CardPayload, name: string): string {
  const words = text(card, name);
  return words ? `<${tag}>${words}</${tag}>` : '';
}

function captionBelow(card: CardPayload): string {
  return paragraph(text(card, 'caption'));
}

function paragraph(html: string): string {
  return html ? `<p>${html}</p>` : '';
}

function link(url: string, words: string): string {
  return url && words ? `<p><a href="${escapeHtml(url)}">${escapeHtml(plain(words))}</a></p>` : '';
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();
}

function text(from: CardPayload, name: string): string {
  const value = from[name];
  return typeof value === 'string' ? value : '';
}

function object(from: CardPayload, name: string): CardPayload {
  const value = from[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CardPayload) : {};
}

function list(from: CardPayload, name: string): CardPayload[] {
  const value = from[name];
  return Array.isArray(value)
    ? value.filter((one): one is CardPayload => typeof one === 'object' && one !== null)
    : [];
}
