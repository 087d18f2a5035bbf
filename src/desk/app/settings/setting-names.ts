import { textsOf } from '../texts.ts';

/** What settings are called on their forms. One that is missing is called by its name in the documentation. */
const en = {
  name: 'Name of the paper',
  tagline: 'Line under the name',
  description: 'What the paper is',
  language: 'Language',
  timeZone: 'Time zone',
  address: 'Public address',
  searchEngines: 'Search engines may list the paper',
  mostRead: 'Pages show what is read most',
  feedTexts: 'Feeds and read API carry',
  logo: 'Logo',
  logoDark: 'Logo in the dark scheme',
  logoWidth: 'Width of the logo',
  logoHeight: 'Height of the logo',
  accent: 'Accent colour',
  accentDark: 'Accent in the dark scheme',
  textFont: 'Typeface of headlines and text',
  theme: 'Folder of your own theme',
  navigation: 'Navigation',
  footer: 'Links at the foot',
  footerLine: 'Sentence at the foot',
  embedHosts: 'Hosts whose embeds show at once',
  outsideHosts: 'Hosts that pictures may come from',
  apiKeys: 'Older keys of the read API',
  smtpHost: 'Mail server',
  smtpPort: 'Port',
  smtpEncryption: 'Encryption',
  smtpUser: 'Name at the mail server',
  smtpPassword: 'Password at the mail server',
  mailFrom: 'Sender',
  secondStepRoles: 'Roles that need a second step',
  providerAddress: 'Provider (OpenID Connect)',
  providerName: 'Name of the provider',
  providerClient: 'Client id',
  providerSecret: 'Client secret',
  webhookPrivate: 'Webhooks may go to private networks',
  proxies: 'Proxies that are believed',
  metricsFrom: 'Who may read /metrics',
  searchesPerMinute: 'Searches a minute',
  apiPerMinute: 'API calls a minute',
  limitLoopback: 'Limits hold for this machine too',
  pageMemoryMb: 'Memory for pages (MB)',
  uploadMb: 'Largest upload (MB)',
  sharedCacheSeconds: 'CDN may keep pages (seconds)',
  purgeAddress: 'Purge address of the CDN',
  purgeToken: 'Purge token',
  secureOnly: 'Browsers use https only (HSTS)',
  choice_summary: 'headline, standfirst and link',
  choice_whole: 'whole texts of open stories',
  choice_theme: 'the theme’s own',
  'choice_source-serif': 'Source Serif',
  choice_newsreader: 'Newsreader',
  choice_starttls: 'STARTTLS',
  choice_tls: 'TLS',
  choice_none: 'none (same machine only)',
} as const;

type Name = keyof typeof en;

const texts = textsOf<Name>({
  en,
  de: {
    name: 'Name der Zeitung',
    tagline: 'Zeile unter dem Namen',
    description: 'Was die Zeitung ist',
    language: 'Sprache',
    timeZone: 'Zeitzone',
    address: 'Öffentliche Adresse',
    searchEngines: 'Suchmaschinen dürfen die Zeitung führen',
    mostRead: 'Seiten zeigen das Meistgelesene',
    feedTexts: 'Feeds und Lese-API enthalten',
    logo: 'Logo',
    logoDark: 'Logo im dunklen Schema',
    logoWidth: 'Breite des Logos',
    logoHeight: 'Höhe des Logos',
    accent: 'Akzentfarbe',
    accentDark: 'Akzent im dunklen Schema',
    textFont: 'Schrift für Überschriften und Text',
    theme: 'Ordner eines eigenen Themes',
    navigation: 'Navigation',
    footer: 'Links am Fuß',
    footerLine: 'Satz am Fuß',
    embedHosts: 'Hosts, deren Einbettungen gleich erscheinen',
    outsideHosts: 'Hosts, von denen Bilder kommen dürfen',
    apiKeys: 'Ältere Schlüssel der Lese-API',
    smtpHost: 'Mailserver',
    smtpPort: 'Port',
    smtpEncryption: 'Verschlüsselung',
    smtpUser: 'Name am Mailserver',
    smtpPassword: 'Passwort am Mailserver',
    mailFrom: 'Absender',
    secondStepRoles: 'Rollen mit zweitem Schritt',
    providerAddress: 'Anbieter (OpenID Connect)',
    providerName: 'Name des Anbieters',
    providerClient: 'Client-Id',
    providerSecret: 'Client-Geheimnis',
    webhookPrivate: 'Webhooks dürfen in private Netze',
    choice_summary: 'Überschrift, Vorspann und Link',
    choice_whole: 'ganze offene Texte',
    choice_theme: 'die des Themes',
    choice_none: 'keine (nur selbe Maschine)',
  },
});

/** `smtpHost` → 'Mail server'; a name nobody translated stays itself, in words. */
export function wordSetting(name: string): string {
  if (Object.hasOwn(en, name)) return texts(name as Name);
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function wordChoice(choice: string): string {
  const name = `choice_${choice || 'theme'}`;
  return Object.hasOwn(en, name) ? texts(name as Name) : choice;
}
