import type { FaultList } from '#kit/fault.js';

export const deskFaults = {
  'not-signed-in': {
    status: 401,
    says: 'Your session has ended. Sign in again; what you typed is kept here.',
  },
  'not-allowed': {
    status: 403,
    says: 'Your account may not do this. Somebody with the right “{right}” can.',
  },
  'not-from-the-desk': { status: 403, says: 'This did not come from the desk. Open /desk and do it there.' },
  'desk-question-wrong': {
    status: 400,
    says: 'The desk was asked for something it does not know: {problem}',
  },
  'desk-address-unknown': { status: 404, says: 'There is nothing at this address of the desk.' },
  'desk-thing-unknown': {
    status: 409,
    says: 'Something that this names is no longer there. Load the page again and choose anew.',
  },
  'desk-thing-taken': {
    status: 409,
    says: 'Somebody made the same thing at the same moment, or its address is taken. Load the page again.',
  },
  'address-taken': {
    status: 409,
    says: 'Something else stands at {path}, or stood there and is still looked for.',
  },
  'api-key-missing': {
    status: 401,
    says: 'Send a key that is in force, as Authorization: Bearer KEY. Keys are made at the desk, under Settings.',
  },
  'api-key-may-not': { status: 403, says: 'This key may not do that. It lacks the scope {scope}.' },
  'api-key-reaches-not': { status: 403, says: 'This key does not reach stories of that section.' },
  'api-story-wrong': { status: 400, says: '{problem}' },
  'api-base-old': {
    status: 409,
    says: 'Somebody changed the story since it was read. Read the draft again, and send its base with the change.',
  },
  'api-once-other': {
    status: 422,
    says: 'This idempotency key was used for another question. Use a new one for each.',
  },
  'stages-without-work': {
    status: 400,
    says: 'Keep at least one stage in which stories are worked on. New stories begin there.',
  },
  'webhook-not-found': { status: 404, says: 'There is no such webhook any more.' },
  'webhook-call-not-found': { status: 404, says: 'This call is no longer in the log.' },
  'webhook-address-wrong': { status: 400, says: '{problem}' },
  'settings-wrong': { status: 400, says: 'Not saved. {problem}' },
  'published-meanwhile': {
    status: 409,
    says: 'Not published. {by} published this story at {at} while you were looking. What changed since is shown now.',
  },
  'changed-meanwhile': {
    status: 409,
    says: 'Not published. Somebody changed what would go out after you looked. It is marked now; hold it back or look again.',
  },
  'publish-blocked': { status: 409, says: 'Not published. Something stands in the way: {blocks}.' },
  'second-pair-missing': {
    status: 409,
    says: 'Not published. This story asks for a second pair of eyes, and you wrote in it last.',
  },
  'time-is-past': { status: 409, says: 'This time has passed. Choose a later one.' },
  'ends-before-it-begins': { status: 409, says: 'The story would be taken off before it comes out.' },
  'out-already': { status: 409, says: 'Readers see this story already, so this can no longer be set.' },
  'not-published': { status: 409, says: 'This story is not published, so there is nothing to do this to.' },
  'killed-already': { status: 409, says: 'This story was killed. It cannot be published again.' },
  'nothing-corrected': { status: 409, says: 'Nothing was changed, so nothing was published.' },
  'reason-missing': { status: 400, says: 'Say why. The reason stays in the record of this story.' },
  'task-not-found': { status: 404, says: 'This task is done already.' },
  'slug-empty': { status: 400, says: 'A slug needs a letter or a digit.' },
  'seal-needs-two': { status: 400, says: 'Name two different people who may open the original.' },
  'desk-failed': {
    status: 500,
    says: 'Something went wrong here. Nothing was changed; try again in a moment.',
  },
} as const satisfies FaultList;
