import { type Decoder, makeDecoder } from './decode.ts';
import { FieldFault } from './fields.ts';
import { readHead, type WpHead } from './head.ts';
import { readItem, type WpItem } from './item.ts';
import { type Prefixes, usualPrefixes, withDeclared } from './prefixes.ts';
import { makeScanner, type Segment } from './scan.ts';

/**
 * What reading an export tells, in the order of the file.
 *
 * head    something of the site: its name, an author, a term
 * item    an item; `repairs` counts bytes of it that had to be read as Windows-1252
 * broken  an item that cannot be read, with the line and the reason; it counts as read
 * note    something about the file as a whole
 * finish  the end; `complete` is false when the file ended early, `known` when anything in it was an export's
 */
export type WpEvent =
  | { is: 'head'; head: WpHead; line: number }
  | { is: 'item'; item: WpItem; repairs: number }
  | { is: 'broken'; title: string; line: number; why: string }
  | { is: 'note'; line: number; says: string }
  | { is: 'finish'; complete: boolean; known: boolean; line: number };

/**
 * Reads an export from its bytes, whatever its size, keeping no more than one stretch and one item in memory.
 *
 * bytes  the file's stretches; 256 kB to 1 MB each is a good size
 */
export async function* readExport(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<WpEvent[]> {
  const decoder = makeDecoder();
  const scanner = makeScanner();
  const reading = new EventReader(decoder);
  for await (const stretch of bytes) {
    const { text, repairs } = decoder.push(stretch);
    const events = reading.read(scanner.push(text, repairs));
    if (events.length > 0) yield events;
  }
  const rest = decoder.end();
  yield reading.read([...scanner.push(rest.text, rest.repairs), ...scanner.end()]);
}

/** Turns segments into events; knows the prefixes declared so far and whether the file is an export at all. */
class EventReader {
  private prefixes: Prefixes = usualPrefixes;
  private known = false;
  private toldEncoding = false;
  private readonly decoder: Decoder;

  constructor(decoder: Decoder) {
    this.decoder = decoder;
  }

  read(segments: readonly Segment[]): WpEvent[] {
    const events: WpEvent[] = [];
    this.tellEncoding(events);
    for (const segment of segments) {
      const event = this.toEvent(segment);
      if (event) events.push(event);
    }
    return events;
  }

  private toEvent(segment: Segment): WpEvent | undefined {
    if (segment.is === 'finish') return { ...segment, known: this.known };
    if (segment.is === 'broken') return brokenEvent(segment.name, segment.text, segment.line, segment.why);
    try {
      if (segment.is === 'root') this.prefixes = withDeclared(this.prefixes, segment.text);
      else if (segment.is === 'item') return this.itemEvent(segment.text, segment.line, segment.repairs);
      else return this.headEvent(segment.text, segment.line);
      return undefined;
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      const name = segment.is === 'item' ? 'item' : segment.name;
      return brokenEvent(name, segment.text, segment.line, atLine(error, segment.line));
    }
  }

  private itemEvent(text: string, line: number, repairs: number): WpEvent {
    const open = text.slice(0, text.indexOf('>') + 1);
    const item = readItem(text, line, withDeclared(this.prefixes, open));
    if (item.type !== '' || item.id !== null || item.status !== '') this.known = true;
    return { is: 'item', item, repairs };
  }

  private headEvent(text: string, line: number): WpEvent | undefined {
    const head = readHead(text, withDeclared(this.prefixes, text));
    if (!head) return undefined;
    if (head.is !== 'site' || head.field === 'version') this.known = true;
    return { is: 'head', head, line };
  }

  private tellEncoding(events: WpEvent[]): void {
    if (this.toldEncoding) return;
    this.toldEncoding = true;
    const { encoding, by, declared } = this.decoder.finding();
    if (declared && by !== 'declaration' && !sameEncoding(declared, encoding)) {
      events.push({
        is: 'note',
        line: 1,
        says: `The file says it is ${declared}; it was read as ${encoding.toUpperCase()}.`,
      });
    } else if (encoding !== 'utf-8') {
      events.push({ is: 'note', line: 1, says: `The file was read as ${encoding}.` });
    }
  }
}

function atLine(error: FieldFault, itemLine: number): string {
  return error.lineInside === 0 ? error.message : `${error.message} (line ${itemLine + error.lineInside})`;
}

/** Only an item counts as read; another part of the channel that is broken is a note. */
function brokenEvent(name: string, text: string, line: number, why: string): WpEvent {
  if (name !== 'item') return { is: 'note', line, says: `A <${name}> could not be read: ${why}.` };
  const title = /<title[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]{0,120})/.exec(text)?.[1]?.trim() ?? '';
  return { is: 'broken', title, line, why };
}

function sameEncoding(declared: string, encoding: string): boolean {
  const plain = declared.toLowerCase().replace(/[^a-z0-9]/g, '');
  const found = encoding.replace(/[^a-z0-9]/g, '');
  return plain === found || (plain === 'utf16' && found.startsWith('utf16'));
}
