/** What is the same for every question to the desk: who asks, that the desk itself asks, and how a no is worded. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { holds, may, type StoryFacts } from '#accounts/rights.js';
import type { SignedIn } from '#accounts/signed-in.js';
import type { Right, Staff } from '#accounts/staff.js';
import { fault, isFault } from '#kit/fault.js';
import { findBrokenRule } from '#store/trouble.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { cleanQuestions } from './question.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every question under /desk/api. */
    signedIn: SignedIn;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Nobody who is not signed in gets further than this. A question that changes something carries the header
 * `x-standfirst: desk`, which a browser lets no other site set.
 */
export function addDeskManners(api: FastifyInstance, desk: Desk): void {
  api.decorateRequest('signedIn', null as unknown as SignedIn);
  addPlainManners(api);
  api.addHook('onRequest', async (request) => {
    const signedIn = await desk.findSignedIn(request.headers);
    if (!signedIn) throw fault(deskFaults, 'not-signed-in');
    request.signedIn = signedIn;
    // Whoever does something to a story means it as it stands on the screens, with what was typed a moment ago.
    if (!SAFE.has(request.method)) await desk.collab?.flush();
  });
}

/** The same for whoever is about to sign in. */
export function addPlainManners(api: FastifyInstance): void {
  api.addHook('onRequest', async (request) => {
    if (!SAFE.has(request.method) && request.headers['x-standfirst'] !== 'desk') {
      throw fault(deskFaults, 'not-from-the-desk');
    }
  });
  cleanQuestions(api);
  api.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
  });
  api.setErrorHandler<FastifyError>((error, request, reply) => {
    const no = isFault(error) ? error : faultOf(error);
    if (no.status >= 500) request.log.error({ err: error }, 'A question of the desk could not be answered.');
    return reply.code(no.status).send({ code: no.code, says: no.message, details: no.details });
  });
  api.setNotFoundHandler(() => {
    throw fault(deskFaults, 'desk-address-unknown');
  });
}

/** Who asks. */
export function editorOf(request: FastifyRequest): Staff {
  return request.signedIn.staff;
}

/**
 * Goes on only when the person holds the right: over this story, or at all where none is named.
 *
 * throws  not-allowed
 */
export function demand(staff: Staff, right: Right, story?: StoryFacts): void {
  const allowed = story ? may(staff, right, story) : holds(staff, right);
  if (!allowed) throw fault(deskFaults, 'not-allowed', { right });
}

function faultOf(error: FastifyError) {
  const { validation, statusCode = 500, message } = error;
  // Seen too late to be told by name: what it names went a moment ago, or somebody took the same address.
  const broken = findBrokenRule(error);
  if (broken) return fault(deskFaults, broken === 'taken' ? 'desk-thing-taken' : 'desk-thing-unknown');
  if (validation) {
    const [first] = validation;
    const problem = `${first?.instancePath.slice(1) || 'it'} ${first?.message ?? 'is not of the right form'}.`;
    return fault(deskFaults, 'desk-question-wrong', { problem });
  }
  return statusCode < 500
    ? fault(deskFaults, 'desk-question-wrong', { problem: message })
    : fault(deskFaults, 'desk-failed');
}
