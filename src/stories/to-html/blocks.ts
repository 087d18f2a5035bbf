import { isSafeSource } from '../document/safe-address.ts';
import type {
  AlsoRead,
  Block,
  Crosshead,
  Embed,
  FactBox,
  FileBlock,
  List,
  Paragraph,
  Picture,
  Preformatted,
  PullQuote,
  Quotation,
  Table,
  TableCell,
  TableRow,
} from '../document.ts';
import type { HtmlOptions, MediaFound } from '../to-html.ts';
import { attribute, escapeText } from './escape.ts';
import { hrefOf, type InlineOptions, inlineHtml } from './inline.ts';
import { isIrregular } from './irregular.ts';

/** Writes the blocks of one body by one set of options. */
export class Writing {
  readonly #options: HtmlOptions;
  readonly #inline: InlineOptions;
  readonly #exact: boolean;

  constructor(options: HtmlOptions) {
    this.#options = options;
    this.#exact = options.keepForeign === true;
    this.#inline = {
      storyHref: (id) => options.story?.(id)?.href,
      keepForeign: this.#exact,
      ...(options.base !== undefined && { base: options.base }),
    };
  }

  block(block: Block): string {
    switch (block.type) {
      case 'paragraph':
        return this.#paragraph(block);
      case 'crosshead':
        return this.#crosshead(block);
      case 'list':
        return this.#list(block);
      case 'quotation':
        return this.#quotation(block);
      case 'pullQuote':
        return this.#pullQuote(block);
      case 'picture':
        return this.#picture(block);
      case 'gallery':
        return this.#figure(
          block,
          'gallery',
          block.content.map((picture) => this.#picture(picture)).join(''),
        );
      case 'alsoRead':
        return this.#alsoRead(block);
      case 'table':
        return this.#table(block);
      case 'embed':
        return this.#embed(block);
      case 'factBox':
        return this.#factBox(block);
      case 'file':
        return this.#file(block);
      case 'preformatted':
        return this.#preformatted(block);
      case 'divider':
        return `<hr${this.#id(block)}>`;
      case 'premiumCut':
        return this.#exact ? `<sf-premium-cut${this.#id(block)}></sf-premium-cut>` : '';
      case 'foreign': {
        const { name, original } = block.attrs;
        const data = attribute('data-name', name) + attribute('data-original', original);
        return this.#exact ? `<sf-foreign${this.#id(block)}${data}></sf-foreign>` : '';
      }
    }
  }

  #paragraph(block: Paragraph): string {
    const { content } = block;
    if (content.length === 0 && !this.#exact) return '';
    return `<p${this.#id(block)}${this.#keep(content)}>${inlineHtml(content, this.#inline)}</p>`;
  }

  /** Level 2 is h3 on the page, and other systems' h3 is level 1, so that an export says which it was. */
  #crosshead(block: Crosshead): string {
    const { level } = block.attrs;
    const tag = level === 1 ? 'h2' : 'h3';
    if (block.content.length === 0 && !this.#exact) return '';
    const data = this.#data({ 'data-level': level === 1 ? null : level });
    const words = inlineHtml(block.content, this.#inline);
    return `<${tag}${this.#id(block)}${data}${this.#keep(block.content)}>${words}</${tag}>`;
  }

  #list(block: List): string {
    const { ordered, start } = block.attrs;
    const tag = ordered ? 'ol' : 'ul';
    const from = start !== 1 && (ordered || this.#exact) ? attribute('start', start) : '';
    let items = '';
    for (const item of block.content) items += `<li${this.#id(item)}>${this.#all(item.content)}</li>`;
    return `<${tag}${this.#id(block)}${from}>${items}</${tag}>`;
  }

  #quotation(block: Quotation): string {
    const { speaker, role } = block.attrs;
    const line = [speaker, role].filter(Boolean).join(', ');
    const footer = line === '' ? '' : `<footer>${escapeText(line)}</footer>`;
    const data = this.#data({ 'data-speaker': speaker, 'data-role': role });
    return `<blockquote${this.#id(block)}${data}>${this.#all(block.content)}${footer}</blockquote>`;
  }

  #pullQuote(block: PullQuote): string {
    const { attribution } = block.attrs;
    const words = `<p${this.#keep(block.content)}>${inlineHtml(block.content, this.#inline)}</p>`;
    const footer = attribution ? `<footer>${escapeText(attribution)}</footer>` : '';
    const data = this.#data({ 'data-attribution': attribution });
    return `<aside${this.#id(block)} class="pull-quote"${data}>${words}${footer}</aside>`;
  }

  #picture(block: Picture): string {
    const { media, src, alt, credit, size, href } = block.attrs;
    const found = this.#found(media, src);
    if (!found && !this.#exact) return '';
    const shape = attribute('width', found?.width ?? null) + attribute('height', found?.height ?? null);
    const data = this.#exact ? attribute('data-media', media ?? '') : '';
    const image = `<img${attribute('src', found?.src ?? null)}${attribute('alt', alt)}${shape}${data}>`;
    const target = href === null ? null : hrefOf(href, this.#inline);
    const linked = target === null ? image : `<a${attribute('href', target)}>${image}</a>`;
    const caption = this.#caption(block.content, credit);
    return this.#figure(block, size === 'column' ? '' : `picture-${size}`, linked + caption, {
      'data-credit': credit,
    });
  }

  #caption(content: Picture['content'], credit: string): string {
    let words = inlineHtml(content, this.#inline);
    if (this.#exact && words !== '' && isIrregular(content)) words = `<p data-keep>${words}</p>`;
    const by = credit === '' ? '' : `<span class="credit">${escapeText(credit)}</span>`;
    const both = words !== '' && by !== '' ? `${words} ${by}` : words + by;
    return both === '' ? '' : `<figcaption>${both}</figcaption>`;
  }

  #alsoRead(block: AlsoRead): string {
    let lines = '';
    for (const id of block.attrs.stories) {
      const story = this.#options.story?.(id);
      const href = story ? hrefOf(story.href, this.#inline) : null;
      if (story && href !== null)
        lines += `<li><a${attribute('href', href)}>${escapeText(story.headline)}</a></li>`;
    }
    if (lines === '' && !this.#exact) return '';
    const label = this.#options.alsoRead ? `<p>${escapeText(this.#options.alsoRead)}</p>` : '';
    const data = this.#data({ 'data-stories': block.attrs.stories.join(',') });
    const list = lines === '' ? '' : `${label}<ul>${lines}</ul>`;
    return `<aside${this.#id(block)} class="also-read"${data}>${list}</aside>`;
  }

  #table(block: Table): string {
    const { caption } = block.attrs;
    const rows = block.content;
    const firstOfBody = rows.findIndex((row) => row.content.some((cell) => !cell.attrs.header));
    const heads = firstOfBody < 0 ? rows.length : firstOfBody;
    const rowsHtml = (from: number, to: number) =>
      rows
        .slice(from, to)
        .map((row) => this.#row(row, from < heads))
        .join('');
    const head = heads > 0 ? `<thead>${rowsHtml(0, heads)}</thead>` : '';
    const body = heads < rows.length ? `<tbody>${rowsHtml(heads, rows.length)}</tbody>` : '';
    const title = caption === '' ? '' : `<caption>${escapeText(caption)}</caption>`;
    const keep = this.#exact ? ` data-keep${attribute('data-caption', caption || null)}` : '';
    return `<table${this.#id(block)}${keep}>${title}${head}${body}</table>`;
  }

  #row(row: TableRow, inHead: boolean): string {
    return `<tr>${row.content.map((cell) => this.#cell(cell, inHead)).join('')}</tr>`;
  }

  #cell({ attrs, content }: TableCell, inHead: boolean): string {
    const tag = attrs.header ? 'th' : 'td';
    const spans =
      (attrs.colspan > 1 ? attribute('colspan', attrs.colspan) : '') +
      (attrs.rowspan > 1 ? attribute('rowspan', attrs.rowspan) : '');
    const scope = attrs.header ? attribute('scope', inHead ? 'col' : 'row') : '';
    const align = attrs.align === null ? '' : attribute('class', `align-${attrs.align}`);
    return `<${tag}${spans}${scope}${align}>${this.#all(content)}</${tag}>`;
  }

  #embed(block: Embed): string {
    const { url, provider, title, height } = block.attrs;
    const href = hrefOf(url, this.#inline);
    const link =
      href === null ? '' : `<a${attribute('href', href)}>${escapeText(title || provider || url)}</a>`;
    return this.#figure(block, 'embed', link, {
      'data-url': url,
      'data-provider': provider,
      'data-title': title,
      'data-height': height,
    });
  }

  #factBox(block: FactBox): string {
    const { title } = block.attrs;
    const head = title === '' ? '' : `<p class="box-title"><strong>${escapeText(title)}</strong></p>`;
    const data = this.#data({ 'data-title': title });
    return `<aside${this.#id(block)} class="fact-box"${data}>${head}${this.#all(block.content)}</aside>`;
  }

  #file(block: FileBlock): string {
    const { media, src, name, mime, sizeBytes } = block.attrs;
    const found = this.#found(media, src);
    if (!found && !this.#exact) return '';
    const player = /^(audio|video)\//.exec(mime)?.[1];
    const words = escapeText(name);
    const link = `<a${attribute('href', found?.src ?? null)}${attribute('type', mime || null)}>${words}</a>`;
    const inside = player
      ? `<${player} controls preload="none"${attribute('src', found?.src ?? null)}></${player}><figcaption>${words}</figcaption>`
      : link;
    const data = {
      'data-media': media,
      'data-src': src,
      'data-name': name,
      'data-mime': mime,
      'data-size': sizeBytes,
    };
    return this.#figure(block, 'file', inside, data);
  }

  #preformatted(block: Preformatted): string {
    const text = block.content.map((piece) => piece.text).join('');
    if (text === '' && !this.#exact) return '';
    // A reader of HTML drops the first line end after <pre>.
    const inside = (text.startsWith('\n') ? '\n' : '') + escapeText(text);
    const verse = block.attrs.kind === 'verse' ? ' class="verse"' : '';
    const keep = this.#exact ? ' data-keep' : '';
    const code = block.attrs.kind === 'code';
    return `<pre${this.#id(block)}${verse}${keep}>${code ? `<code>${inside}</code>` : inside}</pre>`;
  }

  #all(blocks: readonly Block[]): string {
    let html = '';
    for (const block of blocks) html += this.block(block);
    return html;
  }

  #figure(block: Block, name: string, inside: string, data: Data = {}): string {
    return `<figure${this.#id(block)}${attribute('class', name || null)}${this.#data(data)}>${inside}</figure>`;
  }

  #found(media: Picture['attrs']['media'], src: string | null): MediaFound | null {
    if (media !== null) {
      const found = this.#options.media?.(media);
      const address = found ? hrefOf(found.src, this.#inline) : null;
      return found && address !== null ? { ...found, src: address } : null;
    }
    const address = src !== null && isSafeSource(src) ? hrefOf(src, this.#inline) : null;
    return address === null ? null : { src: address };
  }

  #id({ attrs }: { attrs: { id: string } }): string {
    return this.#options.ids === false || attrs.id === '' ? '' : attribute('id', attrs.id);
  }

  /** What only we read back. */
  #data(values: Data): string {
    if (!this.#exact) return '';
    let html = '';
    for (const name in values) html += attribute(name, values[name] ?? null);
    return html;
  }

  #keep(content: Paragraph['content']): string {
    return this.#exact && isIrregular(content) ? ' data-keep' : '';
  }
}

type Data = Readonly<Record<string, string | number | null>>;
