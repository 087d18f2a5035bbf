const en = {
  given: 'A story for you',
  givesYou: '{name} gives you this story.',
  read: 'Read the story',
  open: 'Open to everybody with this link until {day}.',
  over: 'This gift is over',
  overAbout:
    'The link has ended, or as many have opened it as may. How the story begins is there for everybody.',
  unknown: 'There is no gift at this address',
  unknownAbout: 'The link may have been cut on its way. Ask for it once more.',
  toStory: 'To the story',
  toFront: 'To the front page',
  give: 'Give this story',
  giveAbout: 'Whoever has the link reads this story whole, without an account.',
  terms: 'The link lasts for {days} days and opens for up to {opens} readers.',
  left: {
    one: 'You can give {count} more story this month.',
    other: 'You can give {count} more stories this month.',
  },
  noneLeft: 'You have given as many stories as you can this month. You can give more from {day}.',
  make: 'Make the link',
  link: 'The link to this story',
  linkHint: 'Open until {day}. It is the same link however often you come back here.',
  mail: 'Send it by mail',
  mailText: '{headline}\n\nThis link opens the story for you:\n{link}',
  onlyMembers: 'Members give stories',
  onlyMembersAbout:
    'You can give a story that you read as a member. What is free anyway needs no gift: send its address.',
  toJoin: 'What membership brings',
  account: 'Your account',
};

const de: typeof en = {
  given: 'Ein Text für Sie',
  givesYou: '{name} schenkt Ihnen diesen Text.',
  read: 'Den Text lesen',
  open: 'Offen für alle mit diesem Link bis {day}.',
  over: 'Dieses Geschenk ist vorbei',
  overAbout:
    'Der Link ist abgelaufen, oder es haben ihn so viele geöffnet, wie dürfen. Den Anfang des Textes können alle lesen.',
  unknown: 'Unter dieser Adresse gibt es kein Geschenk',
  unknownAbout:
    'Der Link ist vielleicht unterwegs abgeschnitten worden. Lassen Sie ihn sich noch einmal schicken.',
  toStory: 'Zum Text',
  toFront: 'Zur Startseite',
  give: 'Diesen Text verschenken',
  giveAbout: 'Wer den Link hat, liest diesen Text ganz, auch ohne Konto.',
  terms: 'Der Link gilt {days} Tage und öffnet sich für bis zu {opens} Menschen.',
  left: {
    one: 'Sie können in diesem Monat noch {count} Text verschenken.',
    other: 'Sie können in diesem Monat noch {count} Texte verschenken.',
  },
  noneLeft: 'Sie haben in diesem Monat so viele Texte verschenkt, wie gehen. Ab {day} geht es wieder.',
  make: 'Link anlegen',
  link: 'Der Link zu diesem Text',
  linkHint: 'Offen bis {day}. Es bleibt derselbe Link, so oft Sie hierher kommen.',
  mail: 'Per Mail schicken',
  mailText: '{headline}\n\nMit diesem Link können Sie den Text lesen:\n{link}',
  onlyMembers: 'Mitglieder verschenken Texte',
  onlyMembersAbout:
    'Sie können einen Text verschenken, den Sie als Mitglied lesen. Was ohnehin frei ist, braucht kein Geschenk: Schicken Sie einfach die Adresse.',
  toJoin: 'Was die Mitgliedschaft bringt',
  account: 'Ihr Konto',
};

export type StoryGiftTexts = typeof en;

/** What is said of stories that are given. */
export function storyGiftTexts(language: string): StoryGiftTexts {
  return /^de\b/i.test(language) ? de : en;
}
