/** Hosts of players and charts that may stand in a frame once a reader has asked for them, with the frame's address. */
const PLAYERS: readonly { readonly page: RegExp; readonly frame: (found: RegExpExecArray) => string }[] = [
  {
    page: /^https:\/\/(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{6,20})/,
    frame: ([, id]) => `https://www.youtube-nocookie.com/embed/${id}`,
  },
  {
    page: /^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/,
    frame: ([, id]) => `https://player.vimeo.com/video/${id}?dnt=1`,
  },
  {
    page: /^https:\/\/player\.vimeo\.com\/video\/(\d+)/,
    frame: ([, id]) => `https://player.vimeo.com/video/${id}?dnt=1`,
  },
  {
    page: /^https:\/\/open\.spotify\.com\/(?:embed\/)?(track|episode|show|album|playlist)\/(\w+)/,
    frame: ([, kind, id]) => `https://open.spotify.com/embed/${kind}/${id}`,
  },
  {
    page: /^https:\/\/(?:www\.)?dailymotion\.com\/(?:embed\/)?video\/(\w+)/,
    frame: ([, id]) => `https://www.dailymotion.com/embed/video/${id}`,
  },
  {
    page: /^https:\/\/datawrapper\.dwcdn\.net\/([\w-]+\/\d*)/,
    frame: ([, id]) => `https://datawrapper.dwcdn.net/${id}`,
  },
  { page: /^https:\/\/flo\.uri\.sh\/([\w/-]+)/, frame: ([, rest]) => `https://flo.uri.sh/${rest}` },
  {
    page: /^https:\/\/w\.soundcloud\.com\/player\/(\?[\w%=&:/.+-]+)/,
    frame: ([, query]) => `https://w.soundcloud.com/player/${query}`,
  },
];

/** Where the thing at `url` can be shown in a frame; null where it can only be linked to. */
export function frameAddress(url: string): string | null {
  for (const { page, frame } of PLAYERS) {
    const found = page.exec(url);
    if (found) return frame(found);
  }
  return null;
}
