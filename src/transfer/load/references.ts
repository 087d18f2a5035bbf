import type { MediaId, StoryId } from '#kit/ids.js';
import { isOldFilePath } from '#media/old-path.js';
import { addressKey } from '#stories/address.js';
import { type Body, mapReferences } from '#stories/document.js';
import type { OwnHosts } from '../hosts.ts';

/** What bodies point at on the old site: files, and pages that may be stories. */
export interface Pointed {
  files: Set<string>;
  pages: Set<string>;
}

/** What those are here. A page that is no story yet is missing. */
export interface Known {
  files: ReadonlyMap<string, MediaId>;
  /** By the key of the address. */
  stories: ReadonlyMap<string, StoryId>;
}

/** Gathers what a body points at. */
export function gatherPointed(body: Body, hosts: OwnHosts, into: Pointed): void {
  const file = (address: string | null) => {
    const own = address === null ? undefined : hosts.partsOf(address);
    if (own) into.files.add(own.path);
  };
  mapReferences(body, {
    picture(picture) {
      if (picture.media === null) file(picture.src);
      return picture;
    },
    file(attrs) {
      if (attrs.media === null) file(attrs.src);
      return attrs;
    },
    link(link) {
      const own = link.story === null ? hosts.partsOf(link.href) : undefined;
      if (own && isOldFilePath(own.path)) into.files.add(own.path);
      else if (own) into.pages.add(own.path + own.query);
      return link;
    },
  });
}

/**
 * Puts our references in place of the old site's addresses. What leads to a page that is no story stays a path of ours, which
 * answers as it did.
 *
 * returns  the body, and whether a link in it may yet turn out to be a story
 */
export function settleBody(body: Body, hosts: OwnHosts, known: Known): { body: Body; pending: boolean } {
  let pending = false;
  const mediaAt = (address: string | null) => {
    const own = address === null ? undefined : hosts.partsOf(address);
    return own && known.files.get(own.path);
  };
  const settled = mapReferences(body, {
    picture(picture) {
      const media = picture.media === null ? mediaAt(picture.src) : undefined;
      const href = picture.href === null ? null : ownPath(picture.href, hosts);
      if (media !== undefined) return { ...picture, media, src: null, href };
      return href === picture.href ? picture : { ...picture, href };
    },
    file(attrs) {
      const media = attrs.media === null ? mediaAt(attrs.src) : undefined;
      return media === undefined ? attrs : { ...attrs, media, src: null };
    },
    link(link) {
      const own = link.story === null ? hosts.partsOf(link.href) : undefined;
      if (!own) return link;
      const story = known.stories.get(addressKey(own.path + own.query));
      if (story !== undefined) return { href: own.fragment === '#' ? '' : own.fragment, story };
      if (!isOldFilePath(own.path) && own.path !== '/') pending = true;
      const href = own.path + own.query + own.fragment;
      return href === link.href ? link : { ...link, href };
    },
  });
  return { body: settled, pending };
}

function ownPath(address: string, hosts: OwnHosts): string {
  const own = hosts.partsOf(address);
  return own ? own.path + own.query + own.fragment : address;
}
