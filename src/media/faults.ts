export const mediaFaults = {
  'media-empty': { status: 400, says: '{name} is empty: it has no bytes.' },
  'media-not-a-file': {
    status: 400,
    says: '{name} is not a file that can be read: it is a folder, a device or not there.',
  },
  'media-not-allowed': {
    status: 415,
    says: '{name} is neither a picture nor a file of a kind that readers are given. Pictures, drawings, sound, film, PDF, office files and plain text are.',
  },
  'media-broken': {
    status: 422,
    says: '{name} begins like a {mime} and cannot be read as one: {reason}',
  },
  'media-hides-something': {
    status: 422,
    says: '{name} was not taken in: it is a {mime} with {what} hidden in it. Open it in a picture program, save it as a new file and try again.',
  },
  'media-drawing-runs': {
    status: 422,
    says: '{name} was not taken in: the drawing holds {what}, which would run or load something in a browser. Export it without, or save it as PNG.',
  },
  'media-not-shown': {
    status: 415,
    says: '{name} is a HEIC picture, which browsers do not show. Save it as JPEG and try again.',
  },
  'media-too-many-pixels': {
    status: 413,
    says: '{name} has {widthPx} × {heightPx} pixels; a picture may have {limit} million. Save it smaller and try again.',
  },
  'media-too-large': {
    status: 413,
    says: '{name} has {megabytes} MB; a file of this kind ({mime}) may have {limit} MB.',
  },
  'media-changed': {
    status: 409,
    says: '{name} changed while it was read, and nothing of it was kept. Try again.',
  },
  'media-no-folder': {
    status: 400,
    says: 'The folder of pictures {folder} cannot be read: {reason}. Name the uploads folder of the old site with --media.',
  },
  'media-upload-too-large': {
    status: 413,
    says: '{name} is larger than {limit} MB, which is the most that may be put in here. Save it smaller, or have the setting uploadMb raised.',
  },
  'media-no-room': {
    status: 507,
    says: '{name} was not kept: the disk of the server is full. Tell whoever runs it; what was there before is not touched.',
  },
  'media-broke-off': { status: 400, says: '{name} did not come whole: the line broke. Try again.' },
  'media-used': {
    status: 409,
    says: '{name} is in use and stays. Take it out of the stories first.',
  },
  'media-crop-wrong': {
    status: 400,
    says: 'A crop does not have its shape ({shape}) or lies outside the picture.',
  },
  'media-not-found': { status: 404, says: 'There is no picture or file with this number in the library.' },
} as const;
