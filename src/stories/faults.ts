export const storyFaults = {
  'story-not-found': { status: 404, says: 'There is no story with the id {id}.' },
  'revision-not-found': { status: 404, says: 'There is no revision with the id {id}.' },
  'search-query-too-long': {
    status: 400,
    says: 'Search for fewer words: at most {words} of them, in at most {most} characters.',
  },
  'body-not-of-schema': { status: 400, says: 'The text of the story cannot be read. At {place}: {problem}.' },
} as const;
