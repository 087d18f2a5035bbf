import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findByline } from '#accounts/byline.sql.js';
import { fault } from '#kit/fault.js';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { addressKey, reservedParts } from '#stories/address.js';
import { listRedirects, removeRedirect, setRedirect } from '#stories/redirect.sql.js';
import { findTopic } from '#stories/topic.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { RedirectRow, RedirectsReply, TestedAddress } from './shapes/labels.ts';

const address = Type.String({ minLength: 1, maxLength: 2_000 });
const Asked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 500 })),
  byHand: Type.Optional(Type.Boolean()),
  after: Type.Optional(Type.String({ maxLength: 2_000 })),
});
const Wish = Type.Object({ from: address, to: address });
const From = Type.Object({ from: address });
const Tested = Type.Object({ address });
const LIMIT = 50;

/** First parts under which an old address may still be sent elsewhere, though the house answers others there. */
const SENDABLE = new Set(['archive', 'by', 'media', 'storylines', 'topics']);

/** /desk/api/redirects: addresses that lead elsewhere, and a look at what a reader would be answered. */
export function redirectsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db, slow } = desk.store;
  return async (api) => {
    api.get('/redirects', { schema: { querystring: Asked } }, async (request): Promise<RedirectsReply> => {
      demand(editorOf(request), 'settings');
      const { q: words, byHand = false, after } = request.query;
      const found = await listRedirects(slow, { words, byHand, after, limit: LIMIT + 1 });
      const redirects = found.slice(0, LIMIT);
      return { redirects, after: found.length > LIMIT ? (redirects.at(-1)?.from ?? null) : null };
    });
    api.put('/redirects', { schema: { body: Wish } }, async (request): Promise<RedirectRow> => {
      const staff = editorOf(request);
      demand(staff, 'settings');
      const from = pathOf(request.body.from);
      const to = ownPath(desk, request.body.to.trim());
      await demandNothingThere(db, from);
      return recorded(desk, staff, async (tx, now) => {
        const made = await setRedirect(tx, { from, to, by: staff.id }, now);
        return { made, ...line('redirect.set', { from: made.from, to }) };
      });
    });
    api.delete('/redirects', { schema: { querystring: From } }, async (request): Promise<RedirectRow> => {
      demand(editorOf(request), 'settings');
      return recorded(desk, editorOf(request), async (tx, now) => {
        const made = await removeRedirect(tx, request.query.from, now);
        return { made, ...line('redirect.removed', { from: made.from, to: made.to }) };
      });
    });
    api.get(
      '/redirects/test',
      { schema: { querystring: Tested } },
      async (request): Promise<TestedAddress> => {
        demand(editorOf(request), 'settings');
        if (!desk.follow) return { status: 0, way: [] };
        return desk.follow(request.query.address.trim());
      },
    );
  };
}

/** Path and query of an address, also where somebody pasted it whole. */
function pathOf(given: string): string {
  const text = given.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text.startsWith('/') ? text : `/${text}`;
  const { pathname, search } = new URL(text);
  return pathname + search;
}

/** An address of this paper is kept without its host, so that it stays right when the paper moves. */
function ownPath(desk: Desk, to: string): string {
  const own = desk.settings().address;
  if (own && (to === own || to.startsWith(`${own}/`))) return to.slice(own.length) || '/';
  return to;
}

/** throws  address-taken */
async function demandNothingThere(db: Db, from: string): Promise<void> {
  const key = addressKey(from);
  const [first = '', second = ''] = key.split('/').slice(1);
  const answered =
    (reservedParts.has(first) && !(SENDABLE.has(first) && second !== '')) ||
    (second === '' && (await listSections(db)).some(({ slug }) => slug === first)) ||
    (first === 'topics' && key === `/topics/${second}` && (await findTopic(db, second)) !== undefined) ||
    (first === 'by' && key === `/by/${second}` && (await findByline(db, second)) !== undefined);
  if (answered) throw fault(deskFaults, 'address-taken', { path: key });
}

function line(act: string, details: Record<string, unknown>) {
  return { act, about: 'redirect', subject: null, details };
}
