import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { printable } from '../document/printable.ts';
import {
  type AttributeName,
  type Attributes,
  attributeCalled,
  LONGEST_ORIGINAL,
  LONGEST_VALUE,
  noAttributes,
} from './attributes.ts';

/** What the text of a page is made of, in order. `from` and `to` are where the tag stands in the HTML. */
export type TokenHandler = {
  open(name: string, attrs: Attributes, tag: { from: number; to: number; closed: boolean }): void;
  close(name: string): void;
  text(text: string): void;
  /** True inside svg and math, where `<title>` and `<style>` are ordinary elements. */
  inDrawing(): boolean;
  /** A tag had more attributes than anyone writes; the rest of them was not read. */
  crowdedTag(name: string): void;
};

const MOST_ATTRIBUTES = 100;
const LONGEST_NAME = 40;

/**
 * Cuts HTML into tags and text. It uses the tokenizer below htmlparser2's parser: the parser keeps its open elements
 * in an array that is shifted at the front, which takes minutes for a million nested tags; we keep our own.
 */
export function readTokens(html: string, handler: TokenHandler): void {
  const tokenizer = new Tokenizer({ recognizeSelfClosing: true }, new Callbacks(html, handler));
  tokenizer.write(html);
  tokenizer.end();
}

class Callbacks implements TokenizerCallbacks {
  readonly #html: string;
  readonly #handler: TokenHandler;
  #tag = '';
  #tagFrom = 0;
  #attrs: Attributes = noAttributes;
  #count = 0;
  #name: AttributeName | undefined;
  #value = '';

  constructor(html: string, handler: TokenHandler) {
    this.#html = html;
    this.#handler = handler;
  }

  ontext(from: number, to: number): void {
    this.#handler.text(this.#html.slice(from, to));
  }

  ontextentity(codepoint: number): void {
    this.#handler.text(printable(String.fromCodePoint(codepoint)));
  }

  onopentagname(from: number, to: number): void {
    this.#tag = this.#nameAt(from, to);
    this.#tagFrom = from - 1;
    this.#attrs = noAttributes;
    this.#count = 0;
  }

  onattribname(from: number, to: number): void {
    this.#count++;
    const wanted = this.#count <= MOST_ATTRIBUTES && to - from <= LONGEST_NAME;
    this.#name = wanted ? attributeCalled(this.#html.slice(from, to)) : undefined;
    if (this.#count === MOST_ATTRIBUTES + 1) this.#handler.crowdedTag(this.#tag);
    this.#value = '';
  }

  onattribdata(from: number, to: number): void {
    if (this.#name === undefined) return;
    const room = (this.#name === 'data-original' ? LONGEST_ORIGINAL : LONGEST_VALUE) - this.#value.length;
    if (to - from > room) this.#name = undefined;
    else this.#value += this.#html.slice(from, to);
  }

  onattribentity(codepoint: number): void {
    if (this.#name !== undefined && this.#value.length < LONGEST_ORIGINAL) {
      this.#value += printable(String.fromCodePoint(codepoint));
    }
  }

  onattribend(): void {
    if (this.#name === undefined || Object.hasOwn(this.#attrs, this.#name)) return;
    if (this.#attrs === noAttributes) this.#attrs = { [this.#name]: this.#value };
    else (this.#attrs as Record<string, string>)[this.#name] = this.#value;
  }

  onopentagend(to: number): void {
    this.#opened(to, false);
  }

  onselfclosingtag(to: number): void {
    this.#opened(to, true);
  }

  onclosetag(from: number, to: number): void {
    this.#handler.close(this.#nameAt(from, to));
  }

  isInForeignContext(): boolean {
    return this.#handler.inDrawing();
  }

  /** In a drawing, CDATA is text; elsewhere it is a comment, as in browsers. Neither reaches readers. */
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  #opened(to: number, closed: boolean): void {
    this.#handler.open(this.#tag, this.#attrs, { from: this.#tagFrom, to: to + 1, closed });
  }

  #nameAt(from: number, to: number): string {
    return this.#html.slice(from, Math.min(to, from + LONGEST_NAME)).toLowerCase();
  }
}
