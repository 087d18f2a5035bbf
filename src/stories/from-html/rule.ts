import type { Attributes } from './attributes.ts';
import type { BodyBuilder } from './builder.ts';
import type { Figure, Frame } from './frames.ts';
import type { Marks } from './marks.ts';

/** An element that is open. `marks` is what text had before it, `own` what it had right after. */
export type OpenElement = {
  readonly name: string;
  readonly rule: Rule;
  marks: Marks;
  own: Marks;
  frame: Frame | null;
  figure: Figure | null;
};

/** The tag as it stands in the HTML, for what is kept as it came. */
export type Tag = { readonly attrs: Attributes; readonly name: string; readonly source: () => string };

/**
 * What is inside an element shall not come in.
 *
 * text    hears the text all the same
 * source  hears of `<source>` elements inside
 * images  pictures inside come in
 * why     the rule by which it is dropped, where that is not its name
 * end     when the element has ended
 */
export type Drop = {
  readonly text?: (text: string) => void;
  readonly source?: (attrs: Attributes) => void;
  readonly images?: boolean;
  readonly why?: string;
  readonly end?: () => void;
};

/**
 * What becomes of an element.
 *
 * flow   whether it stands in a line of text or ends the line before it and its own
 * empty  it has no end tag
 * drop   it never comes in, with what it holds; told in a note or not
 * open   may answer a Drop, then nothing inside is read and `close` is not called
 */
export type Rule = {
  readonly flow: 'inline' | 'block';
  readonly empty?: true;
  readonly drop?: 'noted' | 'silent';
  readonly open?: (builder: BodyBuilder, tag: Tag, element: OpenElement) => Drop | undefined;
  readonly close?: (builder: BodyBuilder, element: OpenElement) => void;
};

export type Rules = Readonly<Record<string, Rule>>;
