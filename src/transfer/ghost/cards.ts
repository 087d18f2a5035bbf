import { marked } from 'marked';
import { oldHtml } from '../old-html.ts';
import { escapeHtml, textOfHtml } from '../wordpress/html-text.ts';
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
  html: (card) => oldHtml(text(card, 'html')),
  'plugin-card': (card) => oldHtml(text(card, 'html')),
  markdown: (card) => markdownHtml(text(card, 'markdown')),
  code: (card) => sfPreformatted('code', text(card, 'code')) + captionBelow(card),
  embed: (card) => embed(card) + captionBelow(card),
  bookmark: (card) => bookmark(card),
  callout: (card) => sfFactBox('', paragraph(text(card, 'calloutText'))),
  toggle: (card) => sfFactBox(textOfHtml(text(card, 'heading')), paragraph(text(card, 'content'))),
  button: (card) => link(text(card, 'buttonUrl'), text(card, 'buttonText')),
  video: (card) => media(card, 'video/mp4'),
  audio: (card) => media(card, 'audio/mpeg'),
  file: (card) => media(card, ''),
  header: (card) =>
    heading(text(card, 'header')) +
    paragraph(text(card, 'subheader')) +
    (card.buttonEnabled === false ? '' : link(text(card, 'buttonUrl'), text(card, 'buttonText'))),
  'call-to-action': (card) => callToAction(card),
  product: (card) => product(card),
};

const ALIASES: Readonly<Record<string, string>> = {
  'card-markdown': 'markdown',
  codeblock: 'code',
  img: 'image',
};

/**
 * A card as HTML. One we do not know (of those Ghost has: `email`, `email-cta`, `signup`, `collection`, `transistor`,
 * which were for letters, for signing up, or made anew whenever a page was), and one that was not for every reader of
 * its story, is kept for the desk and shown to nobody.
 */
export function cardHtml(name: string, payload: CardPayload, unknown: CardNotes): string {
  const card = cards[ALIASES[name] ?? name];
  if (!card || isRestricted(payload)) return foreign(name, payload, unknown);
  return card(payload, unknown);
}

/** All members, free and paid, as Ghost writes it. */
const ALL_MEMBERS = 'status:free,status:-free';

/**
 * Ghost can show a card in letters only, to members only, or to some of them, in a story that is open.
 *
 * source  TryGhost/Koenig, kg-default-nodes, utils/visibility: `web` since Ghost 5.105, `showOnWeb` and `emailOnly` before
 */
function isRestricted(payload: CardPayload): boolean {
  const visibility = object(payload, 'visibility');
  if (visibility.showOnWeb === false || visibility.emailOnly === true) return true;
  const web = object(visibility, 'web');
  return web.nonMember === false || (web.memberSegment ?? ALL_MEMBERS) !== ALL_MEMBERS;
}

function foreign(name: string, payload: CardPayload, unknown: CardNotes): string {
  unknown(name);
  return sfForeign(`ghost ${name}`, JSON.stringify(payload));
}

function embed(card: CardPayload): string {
  const url = text(card, 'url');
  if (url === '') return oldHtml(text(card, 'html'));
  const metadata = object(card, 'metadata');
  const [provider, title] = [text(metadata, 'provider_name'), text(metadata, 'title')];
  if (text(card, 'type') === 'bookmark') return bookmark(card);
  return sfEmbed({ url, provider, title, height: null });
}

function bookmark(card: CardPayload): string {
  const metadata = object(card, 'metadata');
  const url = text(card, 'url') || text(metadata, 'url');
  const from = [text(metadata, 'publisher'), textOfHtml(text(card, 'caption'))].filter(Boolean).join(', ');
  const title = escapeHtml(text(metadata, 'title') || text(card, 'title') || url);
  if (url === '') return title === '' ? '' : `<p>${title}</p>`;
  return `<p><a href="${escapeHtml(url)}">${title}</a>${from ? ` (${escapeHtml(from)})` : ''}</p>`;
}

function product(card: CardPayload): string {
  const title = textOfHtml(text(card, 'productTitle'));
  const button =
    card.productButtonEnabled === false ? '' : link(text(card, 'productUrl'), text(card, 'productButton'));
  return sfFactBox(
    title,
    plainPicture(text(card, 'productImageSrc'), title) + paragraph(text(card, 'productDescription')) + button,
  );
}

function callToAction(card: CardPayload): string {
  const sponsor = card.hasSponsorLabel === false ? '' : textOfHtml(text(card, 'sponsorLabel'));
  const button = card.showButton === false ? '' : link(text(card, 'buttonUrl'), text(card, 'buttonText'));
  return sfFactBox(
    sponsor,
    plainPicture(text(card, 'imageUrl'), '') + paragraph(text(card, 'textValue')) + button,
  );
}

function plainPicture(src: string, alt: string): string {
  return src && sfPicture({ src, alt, size: 'column', href: '', credit: '', caption: '' });
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

function heading(html: string): string {
  return html ? `<h2>${html}</h2>` : '';
}

function captionBelow(card: CardPayload): string {
  return paragraph(text(card, 'caption'));
}

/** What Ghost kept as the inside of a line, and in later versions as paragraphs. */
function paragraph(html: string): string {
  return html === '' || /^\s*<(?:p|ul|ol|h\d|blockquote|div)\b/i.test(html) ? html : `<p>${html}</p>`;
}

function link(url: string, words: string): string {
  return url && words ? `<p><a href="${escapeHtml(url)}">${escapeHtml(textOfHtml(words))}</a></p>` : '';
}

export function markdownHtml(markdown: string): string {
  return oldHtml(marked.parse(markdown, { async: false }));
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
