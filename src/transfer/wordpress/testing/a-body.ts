import type { Block, Inline } from '#stories/document.js';
import { fromHtml } from '#stories/from-html.js';
import type { BodyContext, WrittenBody } from '../body-context.ts';
import { writeBody } from '../body-writer.ts';
import { usualEmbedHosts } from '../embed-hosts.ts';

const library: BodyContext = {
  id: 1,
  embedHosts: new Set(usualEmbedHosts),
  findMedia: (id) =>
    id < 100
      ? {
          id,
          url: `https://courier.example/u/${id}.jpg`,
          title: `Photo ${id}`,
          alt: `alt ${id}`,
          caption: `Caption ${id}`,
          credit: '',
        }
      : undefined,
  listMediaOf: () => [],
  findReusable: () => undefined,
  restrictsShortcode: () => false,
  restrictsBlock: () => false,
  restrictsText: [],
  footnotes: '',
};

/** Writes content as an import does and reads it as the stories do: one line a block, with what tells blocks apart. */
export function linesOf(content: string, context: Partial<BodyContext> = {}): string[] {
  const written = writtenBody(content, context);
  const { body } = fromHtml(written.html, {
    trusted: true,
    embedHosts: usualEmbedHosts,
    blankLines: written.blankLines,
  });
  return body.content.flatMap((block) => describe(block));
}

export function writtenBody(content: string, context: Partial<BodyContext> = {}): WrittenBody {
  return writeBody(content, { ...library, ...context });
}

function describe(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
      return [wordsOf(block.content)];
    case 'picture':
      return [
        `picture ${block.attrs.src} "${block.attrs.alt}" ${block.attrs.size}: ${wordsOf(block.content)}`,
      ];
    case 'gallery':
      return ['gallery', ...block.content.flatMap((picture) => describe(picture).map((line) => `- ${line}`))];
    case 'embed':
      return [
        `embed ${block.attrs.provider} ${block.attrs.url}${block.attrs.title && ` "${block.attrs.title}"`}`,
      ];
    case 'file':
      return [`file ${block.attrs.src} ${block.attrs.mime} "${block.attrs.name}"`];
    case 'foreign':
      return [`foreign ${block.attrs.name} ${block.attrs.original}`];
    case 'factBox':
      return [
        `box ${block.attrs.title}`,
        ...block.content.flatMap((inner) => describe(inner).map((line) => `- ${line}`)),
      ];
    case 'quotation':
      return [
        `quotation ${block.attrs.speaker}: ${block.content.map((line) => wordsOf(line.content)).join(' / ')}`,
      ];
    case 'pullQuote':
      return [`pull quote ${block.attrs.attribution}: ${wordsOf(block.content)}`];
    case 'preformatted':
      return [`${block.attrs.kind}: ${wordsOf(block.content)}`];
    case 'list':
      return [
        `list: ${block.content.map((item) => item.content.flatMap((inner) => describe(inner as Block)).join(' / ')).join('; ')}`,
      ];
    case 'crosshead':
      return [`${block.attrs.level === 1 ? '#' : '##'} ${wordsOf(block.content)}`];
    default:
      return [block.type];
  }
}

function wordsOf(content: readonly Inline[]): string {
  return content
    .map((piece) => {
      if (piece.type === 'hardBreak') return '⏎';
      const link = piece.marks?.find((mark) => mark.type === 'link');
      return link ? `[${piece.text}](${link.attrs.href})` : piece.text;
    })
    .join('');
}
