/** What attributes say of the block an element becomes. */

import { isBlockId } from '../../document/block-id.ts';
import type { Picture } from '../../document.ts';
import { type Attributes, hasAnyClass } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';

const PULL_QUOTE_CLASSES: ReadonlySet<string> = new Set(['pull-quote', 'pullquote', 'wp-block-pullquote']);
const WIDE_CLASSES: ReadonlySet<string> = new Set(['picture-wide', 'alignwide', 'kg-width-wide']);
const FULL_CLASSES: ReadonlySet<string> = new Set(['picture-full', 'alignfull', 'kg-width-full']);

/** The id a block brings, if it is of our form. */
export function ownId(attrs: Attributes): string {
  return attrs.id !== undefined && isBlockId(attrs.id) ? attrs.id : '';
}

/** Whether the block was written by us with every space and break meant. */
export function isVerbatim(builder: BodyBuilder, attrs: Attributes): boolean {
  return attrs['data-keep'] !== undefined && builder.reading.trusted;
}

export function sizeOf(attrs: Attributes): Picture['attrs']['size'] {
  if (hasAnyClass(attrs, FULL_CLASSES)) return 'full';
  return hasAnyClass(attrs, WIDE_CLASSES) ? 'wide' : 'column';
}

export function isPullQuote(attrs: Attributes): boolean {
  return hasAnyClass(attrs, PULL_QUOTE_CLASSES);
}
