import type { EmbedParts } from './sf-elements.ts';

/** Services whose posts, films and sounds newsrooms embed, by the end of their host. The newsroom's list comes on top. */
const providers: readonly (readonly [host: string, name: string])[] = [
  ['youtube.com', 'YouTube'],
  ['youtu.be', 'YouTube'],
  ['youtube-nocookie.com', 'YouTube'],
  ['vimeo.com', 'Vimeo'],
  ['dailymotion.com', 'Dailymotion'],
  ['dai.ly', 'Dailymotion'],
  ['videopress.com', 'VideoPress'],
  ['wordpress.tv', 'WordPress.tv'],
  ['ted.com', 'TED'],
  ['twitch.tv', 'Twitch'],
  ['rumble.com', 'Rumble'],
  ['loom.com', 'Loom'],
  ['brightcove.net', 'Brightcove'],
  ['jwplayer.com', 'JW Player'],
  ['jwplatform.com', 'JW Player'],
  ['kaltura.com', 'Kaltura'],
  ['c-span.org', 'C-SPAN'],
  ['twitter.com', 'X'],
  ['x.com', 'X'],
  ['facebook.com', 'Facebook'],
  ['fb.watch', 'Facebook'],
  ['instagram.com', 'Instagram'],
  ['threads.net', 'Threads'],
  ['tiktok.com', 'TikTok'],
  ['bsky.app', 'Bluesky'],
  ['linkedin.com', 'LinkedIn'],
  ['pinterest.com', 'Pinterest'],
  ['reddit.com', 'Reddit'],
  ['tumblr.com', 'Tumblr'],
  ['t.me', 'Telegram'],
  ['vk.com', 'VK'],
  ['flickr.com', 'Flickr'],
  ['flic.kr', 'Flickr'],
  ['imgur.com', 'Imgur'],
  ['giphy.com', 'Giphy'],
  ['spotify.com', 'Spotify'],
  ['soundcloud.com', 'SoundCloud'],
  ['mixcloud.com', 'Mixcloud'],
  ['audioboom.com', 'Audioboom'],
  ['podcasts.apple.com', 'Apple Podcasts'],
  ['music.apple.com', 'Apple Music'],
  ['libsyn.com', 'Libsyn'],
  ['buzzsprout.com', 'Buzzsprout'],
  ['simplecast.com', 'Simplecast'],
  ['megaphone.fm', 'Megaphone'],
  ['acast.com', 'Acast'],
  ['spreaker.com', 'Spreaker'],
  ['podbean.com', 'Podbean'],
  ['transistor.fm', 'Transistor'],
  ['omny.fm', 'Omny'],
  ['anchor.fm', 'Anchor'],
  ['bandcamp.com', 'Bandcamp'],
  ['reverbnation.com', 'ReverbNation'],
  ['datawrapper.de', 'Datawrapper'],
  ['dwcdn.net', 'Datawrapper'],
  ['flourish.studio', 'Flourish'],
  ['infogram.com', 'Infogram'],
  ['tableau.com', 'Tableau'],
  ['observablehq.com', 'Observable'],
  ['everviz.com', 'everviz'],
  ['knightlab.com', 'Knight Lab'],
  ['arcgis.com', 'ArcGIS'],
  ['mapbox.com', 'Mapbox'],
  ['openstreetmap.org', 'OpenStreetMap'],
  ['maps.google.com', 'Google Maps'],
  ['docs.google.com', 'Google Docs'],
  ['drive.google.com', 'Google Drive'],
  ['documentcloud.org', 'DocumentCloud'],
  ['scribd.com', 'Scribd'],
  ['issuu.com', 'Issuu'],
  ['slideshare.net', 'SlideShare'],
  ['speakerdeck.com', 'Speaker Deck'],
  ['prezi.com', 'Prezi'],
  ['codepen.io', 'CodePen'],
  ['polldaddy.com', 'Crowdsignal'],
  ['survey.fm', 'Crowdsignal'],
  ['crowdsignal.com', 'Crowdsignal'],
  ['typeform.com', 'Typeform'],
  ['kickstarter.com', 'Kickstarter'],
  ['archive.org', 'Internet Archive'],
  ['sutori.com', 'Sutori'],
  ['thinglink.com', 'ThingLink'],
  ['livestream.com', 'Livestream'],
  ['ustream.tv', 'Ustream'],
  ['24liveblog.com', '24liveblog'],
  ['tickaroo.com', 'Tickaroo'],
  ['scribblelive.com', 'ScribbleLive'],
];

/** Hosts whose iframes and addresses become embeds: the usual services. */
export const usualEmbedHosts: readonly string[] = providers.map(([host]) => host);

const names = new Map(providers);

/** The service an address belongs to, when its host is on the list: its name, or the host's for the newsroom's own. */
export function providerOf(address: string, hosts: ReadonlySet<string>): string | undefined {
  const url = webUrl(address);
  if (!url) return undefined;
  const host = url.hostname.replace(/^www\./, '');
  const parts = host.split('.');
  for (let from = 0; from < parts.length - 1; from++) {
    const part = parts.slice(from).join('.');
    if (hosts.has(part)) return names.get(part) ?? part;
  }
  return undefined;
}

/** An embed of an address, or undefined where its host is not on the list. */
export function embedOf(
  address: string,
  hosts: ReadonlySet<string>,
  title = '',
  height: number | null = null,
): EmbedParts | undefined {
  const provider = providerOf(address, hosts);
  const url = webUrl(address);
  return provider && url ? { url: url.href, provider, title, height } : undefined;
}

/** A whole web address, one without its scheme read as https. */
export function webUrl(address: string): URL | undefined {
  const whole = address.trim().replace(/^\/\//, 'https://');
  if (!/^https?:\/\//i.test(whole) || !URL.canParse(whole)) return undefined;
  return new URL(whole);
}
