type ToAddress = (said: string) => string | undefined;

/** What a shortcode says may be a whole address, or an id behind `beginning`. */
const by =
  (beginning: string, id = /^[\w-]+$/): ToAddress =>
  (said) => {
    if (/^https?:\/\//i.test(said)) return said;
    return id.test(said) ? beginning + said : undefined;
  };
const wholeOnly: ToAddress = (said) => (/^https?:\/\//i.test(said) ? said : undefined);

/** Shortcodes that name something of a service, with how to make an address of what they say. */
export const shortcodeAddress: ReadonlyMap<string, ToAddress> = new Map([
  ['youtube', by('https://www.youtube.com/watch?v=')],
  ['youtube_sc', by('https://www.youtube.com/watch?v=')],
  ['vimeo', by('https://vimeo.com/')],
  ['dailymotion', by('https://www.dailymotion.com/video/')],
  ['ted', by('https://www.ted.com/talks/')],
  ['twitchtv', by('https://www.twitch.tv/')],
  ['wpvideo', by('https://videopress.com/v/')],
  ['videopress', by('https://videopress.com/v/')],
  ['tweet', by('https://twitter.com/i/status/', /^\d+$/)],
  ['twitter', by('https://twitter.com/i/status/', /^\d+$/)],
  ['instagram', by('https://www.instagram.com/p/')],
  ['facebook', wholeOnly],
  ['tiktok', wholeOnly],
  ['soundcloud', by('https://api.soundcloud.com/tracks/', /^\d+$/)],
  ['mixcloud', by('https://www.mixcloud.com/', /^[\w/-]+$/)],
  ['spotify', spotifyAddress],
  ['googlemaps', wholeOnly],
  ['slideshare', wholeOnly],
  ['scribd', by('https://www.scribd.com/document/', /^\d+$/)],
  ['documentcloud', by('https://www.documentcloud.org/documents/')],
  ['datawrapper', by('https://datawrapper.dwcdn.net/')],
  ['flourish', by('https://public.flourish.studio/visualisation/', /^\d+$/)],
  ['infogram', by('https://infogram.com/')],
  ['codepen_embed', wholeOnly],
  ['polldaddy', by('https://poll.fm/', /^\d+$/)],
  ['gist', wholeOnly],
  ['flickr', wholeOnly],
  ['kickstarter', wholeOnly],
]);

function spotifyAddress(said: string): string | undefined {
  const uri = /^spotify:(\w+):(\w+)$/.exec(said);
  return uri ? `https://open.spotify.com/${uri[1]}/${uri[2]}` : wholeOnly(said);
}
