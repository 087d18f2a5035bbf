/** What holds for every question to the desk, whatever it is about: texts and numbers that the house can keep. */
import type { FastifyInstance } from 'fastify';
import { fault } from '#kit/fault.js';
import { printable } from '#stories/document.js';
import { deskFaults } from './faults.ts';

/** Lists in lists, boxes and tables of a long story stay far below. */
const DEEPEST = 400;

/** Cleans each question before its form is judged, and judges its numbers once they were read. */
export function cleanQuestions(api: FastifyInstance): void {
  api.addHook('preValidation', async (request) => {
    request.params = cleanValue(request.params);
    request.query = cleanValue(request.query);
    request.body = cleanValue(request.body);
  });
  api.addHook('preHandler', async ({ params, query, body }) => demandNumbers([params, query, body]));
}

/**
 * The same without signs that no page and no database can carry.
 *
 * throws  desk-question-wrong where it is nested deeper than anything of ours
 */
function cleanValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return printable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST)
    throw fault(deskFaults, 'desk-question-wrong', { problem: 'it is nested too deeply.' });
  if (Array.isArray(value)) return value.map((one) => cleanValue(one, depth + 1));
  const entries = Object.entries(value).map(([key, one]) => [printable(key), cleanValue(one, depth + 1)]);
  return Object.fromEntries(entries);
}

/** throws  desk-question-wrong where a number is larger than any of ours */
function demandNumbers(value: unknown): void {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw fault(deskFaults, 'desk-question-wrong', { problem: 'one of its numbers is too large.' });
  }
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) demandNumbers(one);
}
