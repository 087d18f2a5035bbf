/** Pages of readers' own accounts, and those that lead to one: drawn for one reader, kept for nobody. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkWhenAsked } from '#kit/check-when-asked.js';
import { type Fault, fault, isFault } from '#kit/fault.js';
import { type AccountParts, draw, signInAddress } from './account/door.ts';
import { markBeside } from './account/mark-cookie.ts';
import { accountTexts } from './account/messages/account.ts';
import { accountPages } from './account/routes.ts';
import { absentAnswer } from './error.route.ts';
import { siteFaults } from './faults.ts';
import { paths } from './paths.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const LARGEST_FORM_BYTES = 262_144;

/**
 * Everything under /account, /join, /benefits, /gift, /counter and /feeds. A GET changes nothing; what changes
 * something is a form of the paper's own pages, which need no script.
 */
export async function registerAccount(app: FastifyInstance, parts: AccountParts): Promise<void> {
  answerAbsent(app, parts);
  await app.register(async (pages) => {
    pages.setValidatorCompiler(checkWhenAsked);
    readForms(pages);
    pages.addHook('onRequest', async (request) => demandOwnPage(request, parts.members.address()));
    pages.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store');
      reply.header('x-content-type-options', 'nosniff');
      for (const mark of markBeside(cookiesOf(reply), parts.members.address()))
        reply.header('set-cookie', mark);
    });
    refuseInWords(pages, parts);
    for (const family of accountPages) await pages.register(family(parts));
  });
}

function cookiesOf(reply: FastifyReply): string[] {
  return [reply.getHeader('set-cookie') ?? []].flat().map(String);
}

/** Fields come as text, the last one of a name. */
function readForms(pages: FastifyInstance): void {
  pages.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
}

/**
 * A browser says from which page a form comes; another site's is refused. Programs that say nothing carry no cookie by
 * themselves.
 *
 * throws  not-from-this-paper
 */
function demandOwnPage({ method, headers }: FastifyRequest, address: string): void {
  if (SAFE.has(method)) return;
  const site = headers['sec-fetch-site'];
  const own = site === undefined ? isOwn(headers.origin, headers.host, address) : site === 'same-origin';
  if (!own) throw fault(siteFaults, 'not-from-this-paper');
}

function isOwn(origin: string | undefined, host: string | undefined, address: string): boolean {
  if (origin === undefined) return true;
  if (origin === new URL(address).origin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

function refuseInWords(pages: FastifyInstance, parts: AccountParts): void {
  pages.setErrorHandler((error, request, reply) => {
    if (isFault(error, 'reader-not-signed-in')) return reply.redirect(signInAddress(wayBack(request)), 303);
    const status = isFault(error) ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status >= 500) request.log.error({ err: error }, 'A page of an account could not be drawn.');
    const texts = accountTexts(parts.site.house.paper.settings.language);
    const about = status >= 500 ? texts.failed : isFault(error) ? wordsOf(error, texts.refused) : texts.unfit;
    const back = { href: '/account', label: texts.account };
    return draw(reply, parts, { title: texts.notDone, about, back, status, content: null });
  });
}

/** What pages say in their own language, or what the fault says. */
function wordsOf({ code, message, details }: Fault, words: Readonly<Record<string, string>>): string {
  return words[code]?.replace('{minutes}', String(details.minutes)) ?? message;
}

/** A form that was sent without being signed in leads back to the page it stood on. */
function wayBack({ method, url, headers }: FastifyRequest): string {
  if (SAFE.has(method)) return url;
  const { referer } = headers;
  return referer && URL.canParse(referer) ? new URL(referer).pathname : '/account';
}

function answerAbsent(app: FastifyInstance, { site }: AccountParts): void {
  app.setNotFoundHandler(async (request, reply) => {
    const { house } = site;
    const asked = { path: paths.front, rawPath: request.url, query: new URLSearchParams() };
    const { body, type, status } = await absentAnswer(house, {
      ...asked,
      audience: 'opening',
      now: house.clock(),
    });
    return reply.code(status).header('cache-control', 'no-store').type(type).send(body);
  });
}
