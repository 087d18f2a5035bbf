import type { Attributes } from './attributes.ts';
import type { BodyBuilder } from './builder.ts';
import { withoutMark as bareName, isOwnElement, ruleOf } from './elements/all.ts';
import { isPictureKnown } from './elements/media.ts';
import { creditMark, isHiddenStyle, styledMarks, withMark, withoutMark } from './marks.ts';
import { endedBy, endedByTag } from './nesting.ts';
import type { Drop, OpenElement, Rule, Tag } from './rule.ts';
import type { TokenHandler } from './tokens.ts';

/** Elements nested deeper than this are read as if their tags were not there. No page needs as many. */
const MOST_OPEN = 200;
/** Elements of HTML that end a drawing they appear in, as in browsers. */
const END_DRAWINGS: ReadonlySet<string> = new Set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span strong strike sub sup table ul'.split(
    ' ',
  ),
);
const NEVER_HIDDEN: ReadonlySet<string> = new Set(['html', 'body', 'main', 'article']);
const CREDIT_CLASS = /(?:^|[\s_-])(?:credits?|copyright|photographer)(?:$|[\s_-])/i;

type Dropping = Drop & {
  readonly name: string;
  readonly from: number;
  depth: number;
  readonly inside: Map<string, number>;
};
type Place = { from: number; to: number; closed: boolean };

/** Where an element began that swallowed the rest of the text. */
export type Unclosed = { readonly name: string; readonly from: number };

/**
 * Follows the tags of one text and keeps the elements that are open, on a stack of bounded height, so that no text
 * can make it slow. `asText` names elements whose content is let in this time, because they were never closed.
 */
export class OpenElements implements TokenHandler {
  readonly #builder: BodyBuilder;
  readonly #html: string;
  readonly #asText: (name: string) => boolean;
  readonly #open: OpenElement[] = [];
  /** How many elements of a name are open, and how many were passed over for being too deep. */
  readonly #counts = new Map<string, number>();
  readonly #passedOver = new Map<string, number>();
  #dropping: Dropping | null = null;

  constructor(html: string, builder: BodyBuilder, asText: (name: string) => boolean) {
    this.#html = html;
    this.#builder = builder;
    this.#asText = asText;
  }

  open(name: string, attrs: Attributes, place: Place): void {
    if (this.#dropping && !this.#openDropped(name, attrs, place)) return;
    const { reading } = this.#builder;
    const rule = ruleOf(name, reading.trusted);
    if (!reading.trusted && isOwnElement(name)) reading.notes.add('not-trusted', name);
    const drop = this.#dropOf(name, rule, attrs);
    if (drop) this.#drop(name, place, drop);
    else this.#enter(name, rule, attrs, place);
  }

  close(name: string): void {
    if (this.#dropping && !this.#closeDropped(name)) return;
    if (take(this.#passedOver, name)) return;
    const rule = ruleOf(name, this.#builder.reading.trusted);
    const at = this.#counts.get(name) ? endedByTag(name, this.#open) : -1;
    if (at >= 0) this.#end(at);
    else if (name === 'br') this.#builder.lineBreak();
    else if (rule.flow === 'block') this.#part();
  }

  text(text: string): void {
    if (this.#dropping) this.#dropping.text?.(text);
    else this.#builder.text(text);
  }

  inDrawing(): boolean {
    return this.#dropping?.name === 'svg' || this.#dropping?.name === 'math';
  }

  crowdedTag(name: string): void {
    this.#builder.reading.notes.add('too-many-attributes', name);
  }

  /** Ends what is still open, and says so where an element swallowed the text to its end. */
  finish(): Unclosed | null {
    const dropping = this.#dropping;
    if (dropping) {
      this.#endDrop();
      return { name: dropping.why ?? bareName(dropping.name), from: dropping.from };
    }
    this.#endFrom(0);
    return null;
  }

  #enter(name: string, rule: Rule, attrs: Attributes, place: Place): void {
    const builder = this.#builder;
    this.#endFrom(endedBy(name, rule.flow, this.#open));
    if (rule.flow === 'block')
      this.#part(
        name === 'p' && attrs.style !== undefined && /mso-list\s*:[^;]{0,60}level/i.test(attrs.style),
      );
    if (attrs.id !== undefined) builder.anchors.met(attrs.id);
    const isTooDeep = !rule.empty && this.#open.length >= MOST_OPEN;
    if (isTooDeep) {
      builder.reading.notes.add('too-deep', '');
      if (!place.closed) add(this.#passedOver, name);
      return;
    }
    const element: OpenElement = {
      name,
      rule,
      marks: builder.marks,
      own: builder.marks,
      frame: null,
      figure: null,
    };
    const isRow = this.#isInPre() && rule.flow === 'block' && !isOwnElement(name);
    const drop = isRow ? undefined : rule.open?.(builder, this.#tag(name, attrs, place), element);
    if (rule.empty) return;
    if (drop) {
      builder.marks = element.marks;
      if (!this.#asText(bareName(name))) {
        this.#drop(name, place, drop);
        return;
      }
      drop.end?.();
    }
    this.#mark(rule, attrs);
    element.own = builder.marks;
    this.#open.push(element);
    add(this.#counts, name);
    if (place.closed) this.#end(this.#open.length - 1);
  }

  /** Marks that come from an attribute, whatever the element. */
  #mark(rule: Rule, attrs: Attributes): void {
    const builder = this.#builder;
    if (attrs.style !== undefined && rule.flow === 'inline')
      builder.marks = styledMarks(builder.marks, attrs.style);
    if (
      attrs.class !== undefined &&
      builder.top.type === 'caption' &&
      CREDIT_CLASS.test(attrs.class.slice(0, 500))
    ) {
      builder.line?.closeUp();
      builder.marks = withMark(builder.marks, creditMark);
    }
  }

  #tag(name: string, attrs: Attributes, place: Place): Tag {
    return {
      name: bareName(name),
      attrs,
      source: () => this.#html.slice(place.from, place.to).replace(/^<un-/, '<'),
    };
  }

  #end(at: number): void {
    const element = this.#open[at] as OpenElement;
    const holdsBlock = this.#open.slice(at + 1).some((above) => above.rule.flow === 'block');
    if (element.rule.flow === 'inline' && holdsBlock) this.#endAround(at, element);
    else this.#endFrom(at);
  }

  /** Ends everything from this place of the stack on. */
  #endFrom(at: number): void {
    while (this.#open.length > at) {
      const element = this.#open.pop() as OpenElement;
      take(this.#counts, element.name);
      if (element.rule.flow === 'block') this.#part(element.name === 'p');
      element.rule.close?.(this.#builder, element);
      this.#builder.marks = element.marks;
    }
  }

  /** Ends an inline element around blocks that go on: `<b><p>…</b>…</p>`. Only its marks end. */
  #endAround(at: number, element: OpenElement): void {
    const added = element.own.filter((mark) => !element.marks.includes(mark));
    this.#open.splice(at, 1);
    take(this.#counts, element.name);
    element.rule.close?.(this.#builder, element);
    for (const { type } of added) {
      for (const above of this.#open.slice(at)) {
        above.marks = withoutMark(above.marks, type);
        above.own = withoutMark(above.own, type);
      }
      this.#builder.marks = withoutMark(this.#builder.marks, type);
    }
  }

  /** A block begins or ends: so does the line. In preformatted text it is only a new row. */
  #part(staysInWordList = false): void {
    const builder = this.#builder;
    if (this.#isInPre()) {
      builder.line?.addRow();
      return;
    }
    builder.finishLine();
    if (!staysInWordList) builder.closeWordLists();
  }

  #isInPre(): boolean {
    return this.#builder.isPreformatted && (this.#counts.get('pre') ?? 0) > 0;
  }

  #dropOf(name: string, rule: Rule, attrs: Attributes): Drop | null {
    const { notes } = this.#builder.reading;
    if (rule.drop && !this.#asText(bareName(name))) {
      if (rule.drop === 'noted') notes.add('removed', name);
      return {};
    }
    const { style } = attrs;
    if (style !== undefined && /mso-list\s*:\s*ignore/i.test(style)) return this.#wordSign();
    const isHidden = attrs.hidden !== undefined || (style !== undefined && isHiddenStyle(style));
    if (!isHidden || rule.empty || NEVER_HIDDEN.has(name) || this.#asText('hidden')) return null;
    notes.add('hidden', name);
    return { why: 'hidden' };
  }

  #wordSign(): Drop {
    let sign = '';
    return {
      text: (text) => {
        if (sign.length < 20) sign += text;
      },
      end: () => this.#builder.markWordItem(sign),
    };
  }

  #drop(name: string, place: Place, drop: Drop): void {
    this.#dropping = { ...drop, name, from: place.from, depth: 1, inside: new Map() };
    if (place.closed) this.#endDrop();
  }

  #endDrop(): void {
    const ended = this.#dropping;
    this.#dropping = null;
    ended?.end?.();
  }

  /** Says true where the tag ends what is dropped and is to be read after all. */
  #openDropped(name: string, attrs: Attributes, place: Place): boolean {
    const dropping = this.#dropping as Dropping;
    const builder = this.#builder;
    if (this.inDrawing() && END_DRAWINGS.has(name)) {
      this.#endDrop();
      return true;
    }
    // What is hidden behind a cut stays behind it, wherever the cut stands.
    if (name === 'sf-premium-cut' && builder.reading.trusted) builder.premiumCut('');
    if (name === 'source') dropping.source?.(attrs);
    const rule = ruleOf(name, builder.reading.trusted);
    if (name === 'img' && dropping.images && !isPictureKnown(builder, attrs)) {
      rule.open?.(builder, this.#tag(name, attrs, place), {} as OpenElement);
    }
    if (rule.empty || place.closed) return false;
    if (name === dropping.name) dropping.depth++;
    else add(dropping.inside, name);
    return false;
  }

  /** Says true where the end tag belongs to an element around what is dropped, which ends with it. */
  #closeDropped(name: string): boolean {
    const dropping = this.#dropping as Dropping;
    if (name === dropping.name) {
      if (--dropping.depth === 0) this.#endDrop();
      return false;
    }
    if (take(dropping.inside, name) || !this.#counts.get(name)) return false;
    this.#endDrop();
    return true;
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Takes one off, and says whether there was one. */
function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  if (count > 0) counts.set(name, count - 1);
  return count > 0;
}
