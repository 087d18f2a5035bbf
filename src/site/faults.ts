export const siteFaults = {
  'theme-missing': {
    status: 500,
    says: 'The setting "theme" names {folder}, but there is no theme.tsx in it. docs/theme.md shows how one begins.',
  },
  'theme-wrong': {
    status: 500,
    says: 'The theme in {folder} does not fit this version of Standfirst:\n{reason}',
  },
  'reader-not-signed-in': { status: 401, says: 'Sign in to go on: this page is about your own account.' },
  'not-from-this-paper': {
    status: 403,
    says: 'This was not sent from a page of this paper, so nothing was done. Open the page again and repeat it there.',
  },
  'api-question-wrong': { status: 400, says: 'This question cannot be answered: {problem}' },
  'api-key-unknown': { status: 401, says: 'The key sent with this question is none of this paper.' },
  'api-address-unknown': {
    status: 404,
    says: 'The read API has no such address. /api/openapi.json lists them all.',
  },
  'api-story-gone': { status: 410, says: 'The story with the id {id} was taken off.' },
  'api-too-often': {
    status: 429,
    says: 'You have asked very often. Please wait {seconds} seconds.',
  },
  'api-failed': {
    status: 500,
    says: 'This question could not be answered, and the fault is ours. Please try again.',
  },
} as const;
