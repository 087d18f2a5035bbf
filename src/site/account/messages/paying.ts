const en = {
  waitTitle: 'Waiting for your bank',
  waitAbout:
    'Your payment is on its way to us. As soon as it is here, this page goes on by itself; you need do nothing.',
  waitLong:
    'This takes longer than usual. You need not stay here: we write to you as soon as your payment is here, and you need not pay again.',
  look: 'Look again',
  hereTitle: 'Welcome. You are a member now',
  hereAbout: (tier: string) => `${tier} is yours from now on, on every device you sign in with.`,
  readOn: 'Read on',
  membership: 'Your membership',
};

export type PayingTexts = typeof en;

const de: PayingTexts = {
  waitTitle: 'Wir warten auf Ihre Bank',
  waitAbout:
    'Ihre Zahlung ist unterwegs zu uns. Sobald sie da ist, geht es auf dieser Seite von selbst weiter; Sie müssen nichts tun.',
  waitLong:
    'Es dauert länger als sonst. Sie müssen nicht hier bleiben: Wir schreiben Ihnen, sobald Ihre Zahlung da ist, und Sie müssen nicht noch einmal zahlen.',
  look: 'Noch einmal nachsehen',
  hereTitle: 'Willkommen. Sie sind jetzt Mitglied',
  hereAbout: (tier) => `${tier} gehört ab jetzt Ihnen, auf jedem Gerät, auf dem Sie sich anmelden.`,
  readOn: 'Weiterlesen',
  membership: 'Ihre Mitgliedschaft',
};

export function payingTexts(language: string): PayingTexts {
  return /^de\b/i.test(language) ? de : en;
}
