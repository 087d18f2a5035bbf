import type { PageMeta, PaperView, PictureView } from '../../view.ts';

/** An invented regional daily on an estuary. */
export const courier: PaperView = {
  name: 'The Aldermouth Courier',
  tagline: 'For the town, the harbour and the valley',
  logo: null,
  language: 'en-GB',
  direction: 'ltr',
  timeZone: 'Europe/London',
  address: 'https://courier.example',
  navigation: [
    { label: 'Town', href: '/town' },
    { label: 'Harbour', href: '/harbour' },
    { label: 'Business', href: '/business' },
    { label: 'Culture', href: '/culture' },
    { label: 'Sport', href: '/sport' },
    { label: 'Opinion', href: '/opinion' },
  ],
  footerLine: 'Printed on the river since 1891.',
  footer: [
    { label: 'About us', href: '/about' },
    { label: 'Contact the newsroom', href: '/contact' },
    { label: 'Corrections policy', href: '/corrections-policy' },
    { label: 'Privacy', href: '/privacy' },
    { label: 'Archive', href: '/archive/2026/10' },
  ],
  accountHref: '/account',
  trustedEmbedHosts: ['graphics.courier.example'],
  assets: {
    stylesheets: ['/assets/paper.css'],
    accountSheet: '/assets/account.css',
    counterSheet: '/assets/counter.css',
    fonts: [],
    islands: {
      account: '/assets/account.js',
      embed: '/assets/embed.js',
      gate: '/assets/gate.js',
      passkey: '/assets/passkey.js',
      search: '/assets/search.js',
      voucher: '/assets/voucher.js',
    },
    icon: '/assets/icon.svg',
  },
};

/** A picture of the library in three widths and two formats. */
export function picture(name: string, given: Partial<PictureView> = {}): PictureView {
  const widths = (ending: string) =>
    [480, 960, 1600].map((width) => `/media/${name}-${width}.${ending} ${width}w`).join(', ');
  return {
    src: `/media/${name}-960.jpg`,
    sources: [
      { type: 'image/avif', srcset: widths('avif') },
      { type: 'image/webp', srcset: widths('webp') },
    ],
    width: 1600,
    height: 1067,
    focalX: 0.5,
    focalY: 0.5,
    alt: '',
    caption: null,
    credit: null,
    ...given,
  };
}

export function meta(title: string, given: Partial<PageMeta> = {}): PageMeta {
  return {
    title: `${title} | The Aldermouth Courier`,
    description: `${title}, in the Courier.`,
    canonical: 'https://courier.example/',
    robots: null,
    alternates: [
      { href: '/feed.xml', type: 'application/rss+xml', title: 'The Aldermouth Courier', language: null },
    ],
    openGraph: [
      ['og:type', 'website'],
      ['og:title', title],
    ],
    jsonLd: [
      { '@context': 'https://schema.org', '@type': 'NewsMediaOrganization', name: 'The Aldermouth Courier' },
    ],
    ...given,
  };
}
