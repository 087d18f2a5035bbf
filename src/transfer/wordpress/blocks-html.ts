import { oldHtml } from '../old-html.ts';
import { type Block, originalOf, ownHtml, textAttribute } from './block-tree.ts';
import type { BodyWriter } from './body-writer.ts';
import { attributeOf, decodeText, escapeHtml, textOfHtml } from './html-text.ts';
import { fileNameOf, mimeOf } from './media-facts.ts';
import { libraryGallery, libraryPicture } from './pictures-html.ts';
import { sfFactBox, sfFile, sfGallery, sfPicture } from './sf-elements.ts';
import { isForOutsiders } from './traces.ts';

type Write = (block: Block, writer: BodyWriter) => string | undefined;

/** Blocks whose HTML says what they are. */
const plain = new Set([
  ...coreNames(
    'paragraph heading subhead list list-item quote pullquote table code preformatted verse separator html',
  ),
  ...coreNames('group columns column text-columns media-text audio video missing math'),
  'jetpack/tiled-gallery',
  'jetpack/slideshow',
  'jetpack/layout-grid',
  'jetpack/layout-grid-column',
]);

/** Blocks that show nothing of their own in a story. */
const silent = new Set(coreNames('more nextpage spacer read-more'));

/** Blocks with a form of ours. Undefined from one of them: its HTML must say what it is. */
const written: Readonly<Record<string, Write>> = {
  'core/image': writeImage,
  'core/gallery': writeGallery,
  'core/cover': writeCover,
  'core/cover-image': writeCover,
  'core/embed': writeEmbed,
  'core/file': writeFile,
  'core/button': writeButton,
  'core/buttons': (block, writer) => writer.blocks(block.parts.filter((part) => typeof part !== 'string')),
  'core/freeform': (block, writer) => writer.classic(ownHtml(block)),
  'core/classic': (block, writer) => writer.classic(ownHtml(block)),
  'core/shortcode': (block, writer) => writer.shortcodesOnly(ownHtml(block)),
  'core/block': writeReusable,
  'core/details': writeDetails,
  'core/footnotes': (_, writer) => footnotesHtml(writer.context.footnotes),
};

function coreNames(names: string): string[] {
  return names.split(' ').map((name) => `core/${name}`);
}

/** Writes one block as HTML. */
export function blockHtml(block: Block, writer: BodyWriter): string {
  const { name } = block;
  if (writer.context.restrictsBlock(name)) return restricted(block, writer);
  if (isForOutsiders(name)) return writer.hide('block', name, originalOf(block), false);
  if (silent.has(name)) return '';
  if (plain.has(name)) return inside(block, writer);
  const write = name.startsWith('core-embed/')
    ? writeEmbed
    : Object.hasOwn(written, name)
      ? written[name]
      : undefined;
  if (!write) return unknown(block, writer);
  return write(block, writer) ?? inside(block, writer);
}

/** What the block and the blocks inside it became. */
function inside(block: Block, writer: BodyWriter): string {
  return block.parts
    .map((part) => (typeof part === 'string' ? writer.html(part) : blockHtml(part, writer)))
    .join('');
}

/** What it encloses comes behind the premium cut; one that encloses nothing is the cut. */
function restricted(block: Block, writer: BodyWriter): string {
  const tag = writer.hide('block', block.name, block.opening, false);
  return writer.cut() + tag + inside(block, writer);
}

/**
 * A core block we have no form for shows something only the old site had: a list of stories, a form, a part of the theme.
 * What another vendor's block encloses stays.
 */
function unknown(block: Block, writer: BodyWriter): string {
  const isEmpty = block.parts.every((part) => typeof part === 'string' && part.trim() === '');
  if (block.name.startsWith('core/') || isEmpty) return writer.hide('block', block.name, originalOf(block));
  const opening = writer.hide('block', block.name, block.opening);
  return opening + inside(block, writer) + writer.hide('block', block.name, block.closing, false);
}

function captionOf(html: string): string {
  return textOfHtml(insideOf(html, 'figcaption') ?? '');
}

/** What the first element of this name encloses; undefined where there is none that ends. */
function insideOf(html: string, name: string): string | undefined {
  const tag = firstTag(html, name);
  const from = tag === '' ? -1 : html.indexOf(tag) + tag.length;
  const to = from < 0 ? -1 : html.toLowerCase().indexOf(`</${name}`, from);
  return to < 0 ? undefined : html.slice(from, to);
}

function firstTag(html: string, name: string): string {
  return new RegExp(`<${name}\\b[^<>]{0,8000}>`, 'i').exec(html)?.[0] ?? '';
}

/** Some are kept with the id alone, and the picture is in the library. */
function writeImage(block: Block, writer: BodyWriter): string | undefined {
  if (firstTag(ownHtml(block), 'img') !== '') return undefined;
  const found = writer.context.findMedia(Number(textAttribute(block, 'id') || Number.NaN));
  return found && libraryPicture(found);
}

function writeGallery(block: Block, writer: BodyWriter): string | undefined {
  const { ids } = block.attributes;
  const holdsPictures =
    block.parts.some((part) => typeof part !== 'string') || firstTag(ownHtml(block), 'img') !== '';
  if (holdsPictures) return sfGallery([inside(block, writer)]);
  if (!Array.isArray(ids)) return undefined;
  return libraryGallery(ids.map(Number).filter(Number.isSafeInteger), null, writer);
}

/** A picture with words upon it: the picture, then the words. */
function writeCover(block: Block, writer: BodyWriter): string {
  const html = ownHtml(block);
  const styled = /background-image:\s*url\((?:&quot;|["'])?(.+?)(?:&quot;|["'])?\)/i.exec(html)?.[1];
  const src =
    textAttribute(block, 'url') || (attributeOf(firstTag(html, 'img'), 'src') ?? decodeText(styled ?? ''));
  const words = inside(block, writer).replace(/<(?:img|video)\b[^<>]{0,8000}>(?:\s*<\/video>)?/gi, '');
  if (src === '') return words;
  if (textAttribute(block, 'backgroundType') === 'video') {
    return sfFile({ src, name: fileNameOf(src), mime: mimeOf(src) }) + words;
  }
  const align = textAttribute(block, 'align');
  const size = align === 'wide' || align === 'full' ? align : 'column';
  return (
    sfPicture({ src, alt: textAttribute(block, 'alt'), size, href: '', credit: '', caption: '' }) + words
  );
}

function writeEmbed(block: Block, writer: BodyWriter): string | undefined {
  const html = ownHtml(block);
  const bare = /(?:^|>)\s*(https?:\/\/[^\s<>"]+)\s*(?:<|$)/.exec(html)?.[1] ?? '';
  const url = textAttribute(block, 'url') || decodeText(bare);
  if (!/^https?:\/\//i.test(url)) return undefined;
  const words = captionOf(html);
  return writer.embed(url, words) ?? `<p><a href="${escapeHtml(url)}">${escapeHtml(words || url)}</a></p>`;
}

function writeFile(block: Block): string | undefined {
  const html = ownHtml(block);
  const src = textAttribute(block, 'href') || (attributeOf(firstTag(html, 'a'), 'href') ?? '');
  if (src === '') return undefined;
  const words = textOfHtml(insideOf(html, 'a') ?? '');
  return sfFile({ src, name: words || fileNameOf(src), mime: mimeOf(src) });
}

function writeButton(block: Block, writer: BodyWriter): string {
  const html = ownHtml(block);
  const href = attributeOf(firstTag(html, 'a'), 'href');
  const words = writer.html(insideOf(html, 'a') ?? '').trim();
  if (words === '') return '';
  return href ? `<p><a href="${escapeHtml(href)}">${words}</a></p>` : `<p>${words}</p>`;
}

function writeReusable(block: Block, writer: BodyWriter): string {
  const id = Number(textAttribute(block, 'ref') || Number.NaN);
  return writer.reusable(id) ?? writer.hide('block', block.name, originalOf(block));
}

function writeDetails(block: Block, writer: BodyWriter): string | undefined {
  const html = inside(block, writer);
  const summary = insideOf(html, 'summary');
  if (summary === undefined) return undefined;
  const words = html
    .replace(firstTag(html, 'summary') + summary, '')
    .replace(/<\/summary\s*>|<\/?details\b[^<>]{0,2000}>/gi, '');
  return sfFactBox(textOfHtml(summary), words);
}

/** The notes stand beside the text, as JSON of `{id, content}` in the order of their numbers. */
function footnotesHtml(json: string): string {
  let notes: unknown;
  try {
    notes = JSON.parse(json);
  } catch {
    return '';
  }
  if (!Array.isArray(notes)) return '';
  const items = notes.flatMap((note: unknown) => {
    const content = typeof note === 'object' && note !== null && 'content' in note ? note.content : '';
    return typeof content === 'string' && content !== '' ? [`<li>${oldHtml(content)}</li>`] : [];
  });
  return items.length > 0 ? `<ol>${items.join('')}</ol>` : '';
}
