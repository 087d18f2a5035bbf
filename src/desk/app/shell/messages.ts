import { textsOf } from '../texts.ts';

const en = {
  stories: 'Stories',
  newslist: 'Newslist',
  fronts: 'Fronts',
  pictures: 'Pictures',
  topics: 'Topics',
  settings: 'Settings',
  staff: 'Staff',
  find: 'Find or do',
  help: 'Keys',
  helpTitle: 'What the keys do here',
  helpGo: 'Go to',
  helpDesk: 'Everywhere',
  menu: 'Menu',
  toContent: 'Skip to the content',
  account: 'Your account',
  signOut: 'Sign out',
  flash: 'Flash',
  readPaper: 'Read the paper',
  nothingHere: 'There is nothing at this address',
  nothingHereHint: 'It may have been closed to you, or the address is mistyped.',
  toStories: 'To the stories',
  broke: 'This screen broke',
  brokeHint:
    'Nothing you typed is lost: it is kept in this browser and on the server. Load the desk again to go on.',
  reload: 'Load again',
  newer: 'The desk was updated. Load it again when it suits you.',
} as const;

export type ShellTextName = keyof typeof en;

export const t = textsOf<ShellTextName>({
  en,
  de: {
    stories: 'Texte',
    newslist: 'Themenliste',
    fronts: 'Aufmacherseiten',
    pictures: 'Bilder',
    topics: 'Stichworte',
    settings: 'Einstellungen',
    staff: 'Redaktion',
    find: 'Finden oder tun',
    help: 'Tasten',
    helpTitle: 'Was die Tasten hier tun',
    helpGo: 'Gehe zu',
    helpDesk: 'Überall',
    menu: 'Menü',
    toContent: 'Zum Inhalt',
    account: 'Ihr Konto',
    signOut: 'Abmelden',
    flash: 'Eilmeldung',
    readPaper: 'Zeitung lesen',
    nothingHere: 'Unter dieser Adresse ist nichts',
    nothingHereHint: 'Vielleicht ist es für Sie geschlossen, oder die Adresse ist vertippt.',
    toStories: 'Zu den Texten',
    broke: 'Diese Ansicht ist abgestürzt',
    brokeHint:
      'Nichts Getipptes ist verloren: Es liegt in diesem Browser und auf dem Server. Laden Sie den Desk neu.',
    reload: 'Neu laden',
    newer: 'Der Desk wurde erneuert. Laden Sie ihn neu, wenn es passt.',
  },
});
