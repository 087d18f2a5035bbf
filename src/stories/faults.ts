export const storyFaults = {
  'story-not-found': { status: 404, says: 'There is no story with the id {id}.' },
  'stage-unknown': { status: 409, says: 'There is no stage called {stage} any more. Choose another one.' },
  'person-unknown': { status: 409, says: 'One of these people has no desk account any more.' },
  'revision-not-found': { status: 404, says: 'There is no revision with the id {id}.' },
  'search-query-too-long': {
    status: 400,
    says: 'Search for fewer words: at most {words} of them, in at most {most} characters.',
  },
  'body-not-of-schema': { status: 400, says: 'The text of the story cannot be read. At {place}: {problem}.' },
  'topic-not-found': { status: 404, says: 'There is no such topic any more.' },
  'topic-slug-taken': {
    status: 409,
    says: 'The address /topics/{slug} belongs, or once belonged, to another topic.',
  },
  'topic-merged-into-itself': { status: 409, says: 'Choose another topic to merge this one into.' },
  'redirect-wrong': { status: 400, says: 'This cannot be a redirect: {problem}' },
  'redirect-taken': {
    status: 409,
    says: 'A story stands at {from}. Its address is changed in the story itself.',
  },
  'redirect-chain': { status: 409, says: '{to} itself leads on to {further}. Write that address.' },
  'redirect-loop': { status: 409, says: 'Then {from} and {to} would lead round in a circle.' },
  'redirect-not-found': { status: 404, says: 'There is no redirect at {from} any more.' },
  'redirect-not-by-hand': {
    status: 409,
    says: 'The redirect at {from} keeps an address alive that was published. It may be changed, not removed.',
  },
  'story-killed': { status: 409, says: 'The story was killed. It cannot be changed or published any more.' },
  'slug-taken': { status: 409, says: 'Another story stands at {path}. Choose another slug.' },
  'redaction-without-words': { status: 400, says: 'Say which words are to be taken out.' },
  'redaction-without-find': {
    status: 409,
    says: 'These words stand in no revision of the story. Write them as they stand there.',
  },
} as const;
