const en = {
  goneTitle: 'This story cannot be read any more',
  goneAbout: 'The newsroom has taken it off. Nothing was spent.',
  toFront: 'To the front page',
  toStory: 'Back to the story',
  usedUpWeek: 'Your free stories of this week are read',
  usedUpMonth: 'Your free stories of this month are read',
  renews: 'There will be {count} more on {day}. What you have read stays open until then.',
  notMetered: 'This story is not among the free ones',
  notMeteredAbout: 'The free stories of this paper do not include it. Nothing was spent.',
  noCookies: 'Your browser keeps no cookies',
  noCookiesAbout:
    'The paper counts free stories in a cookie and nowhere else. Allow cookies for this paper, or sign in, and try again.',
};

const de: typeof en = {
  goneTitle: 'Dieser Text ist nicht mehr zu lesen',
  goneAbout: 'Die Redaktion hat ihn zurückgezogen. Es wurde nichts verbraucht.',
  toFront: 'Zur Startseite',
  toStory: 'Zurück zum Text',
  usedUpWeek: 'Ihre freien Texte dieser Woche sind gelesen',
  usedUpMonth: 'Ihre freien Texte dieses Monats sind gelesen',
  renews: 'Am {day} kommen {count} neue dazu. Was Sie gelesen haben, bleibt bis dahin offen.',
  notMetered: 'Dieser Text gehört nicht zu den freien',
  notMeteredAbout: 'Die freien Texte dieser Zeitung umfassen ihn nicht. Es wurde nichts verbraucht.',
  noCookies: 'Ihr Browser behält keine Cookies',
  noCookiesAbout:
    'Die Zeitung zählt freie Texte in einem Cookie und sonst nirgends. Erlauben Sie Cookies für diese Zeitung oder melden Sie sich an und versuchen Sie es noch einmal.',
};

/** What is said of stories read one by one. */
export function readingTexts(language: string): typeof en {
  return /^de\b/i.test(language) ? de : en;
}
