/** What all pages of accounts have in common: who asks, that the paper's own pages ask, and how an answer is drawn. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { fault } from '#kit/fault.js';
import type { Members } from '#members/members.js';
import type { Reader } from '#members/reader.js';
import type { Files } from '#store/files.io.js';
import { siteFaults } from '../faults.ts';
import { unlisted } from '../meta.ts';
import type { SiteHouse } from '../page.ts';
import type { Passes } from '../passes.ts';
import { contentPolicy, securityHeaders } from '../security.ts';
import { renderPage } from '../theme/render-page.tsx';
import type { LinkView, PageMeta } from '../view.ts';

/** What the pages of accounts work with. `house` is new after each change of the paper: ask anew each time. */
export type AccountParts = {
  readonly site: { readonly house: SiteHouse };
  readonly members: Members;
  readonly files: Files;
  /** What whoever asks may read beyond others. */
  readonly passes: Passes;
};

/**
 * A page to be drawn.
 *
 * title     of the window; the page's name too, unless `name` says otherwise (null: the content has its own heading)
 * meta      left out, search engines are asked to pass it over
 * formHosts hosts a form may lead to beyond our own, as the payment page of a provider
 */
export type Sheet = {
  readonly title: string;
  readonly name?: string | null;
  readonly about?: string | null;
  readonly back?: LinkView | null;
  readonly content: ComponentChildren;
  readonly status?: number;
  readonly meta?: PageMeta;
  readonly formHosts?: readonly string[];
};

/** Draws a page in the frame of the paper. It may be personal: no cache keeps it. */
export function draw(reply: FastifyReply, { site }: Pick<AccountParts, 'site'>, sheet: Sheet): FastifyReply {
  const { paper } = site.house;
  const { title, name = title, about = null, back = null, content, status = 200 } = sheet;
  const meta = sheet.meta ?? unlisted(paper, title);
  const body = renderPage('account', { paper: paper.view, meta, name, about, back, content }, paper.theme);
  return reply
    .code(status)
    .headers({
      ...securityHeaders(paper.settings),
      'content-security-policy': contentPolicy(paper.settings, [], sheet.formHosts),
    })
    .type('text/html; charset=utf-8')
    .send(body);
}

/** Who asks; undefined for somebody who is not signed in. */
export function findReader({ members }: Pick<AccountParts, 'members'>, request: FastifyRequest) {
  return members.readers.find(request.headers);
}

/**
 * Who asks.
 *
 * throws  reader-not-signed-in, which leads to the sign-in page and back here
 */
export async function readerOf(
  parts: Pick<AccountParts, 'members'>,
  request: FastifyRequest,
): Promise<Reader> {
  const reader = await findReader(parts, request);
  if (!reader) throw fault(siteFaults, 'reader-not-signed-in');
  return reader;
}

/** Where to go on: an address of this paper and no other, whatever was asked for. */
export function safeNext(next: string | undefined, otherwise = '/account'): string {
  if (!next || next.length > 2_000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) {
    return otherwise;
  }
  const { origin, pathname, search, hash } = new URL(next, 'https://paper.invalid');
  if (origin !== 'https://paper.invalid' || pathname.startsWith('//')) return otherwise;
  return pathname + search + hash;
}

/** The sign-in page, and back from there. */
export function signInAddress(next: string): string {
  return `/account/sign-in?next=${encodeURIComponent(safeNext(next))}`;
}
