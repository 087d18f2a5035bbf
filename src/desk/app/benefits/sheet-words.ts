/** What stands on a counter sheet, in the language of the place and not of whoever prints it. */
const en = {
  head: (paper: string) => `Vouchers of ${paper}`,
  scan: 'Let this device in',
  scanSays: 'Scan with the phone’s camera and type the PIN. Once for each device.',
  until: (day: string) => `This code lets devices in until ${day}. After that, only the devices that are in.`,
  steps: [
    ['Look at the voucher', 'The guest shows a QR code, on the phone or on paper.'],
    ['Scan it with the camera', 'Or type the two words and the number that the guest reads out.'],
    ['Green means valid', 'Press “Redeem now” and give what stands there. Anything else: give nothing.'],
    ['No line?', 'Write down the words and the time. Enter them later under “Enter one from earlier”.'],
  ],
  address: (address: string) => `The counter is at ${address}`,
  wrong: 'Pressed by mistake? It can be undone for ten minutes.',
} as const;

const de = {
  head: (paper: string) => `Gutscheine von ${paper}`,
  scan: 'Dieses Gerät zulassen',
  scanSays: 'Mit der Kamera des Telefons scannen und die PIN eingeben. Einmal je Gerät.',
  until: (day: string) => `Dieser Code lässt Geräte zu bis ${day}. Danach gelten nur zugelassene Geräte.`,
  steps: [
    ['Gutschein ansehen', 'Der Gast zeigt einen QR-Code, auf dem Telefon oder auf Papier.'],
    ['Mit der Kamera scannen', 'Oder die zwei Wörter und die Zahl eintippen, die der Gast vorliest.'],
    ['Grün heißt gültig', '„Jetzt einlösen“ drücken und geben, was dort steht. Alles andere: nichts geben.'],
    [
      'Keine Leitung?',
      'Wörter und Uhrzeit aufschreiben. Später unter „Einen von vorhin eintragen“ eingeben.',
    ],
  ],
  address: (address: string) => `Die Theke ist unter ${address}`,
  wrong: 'Versehentlich gedrückt? Zehn Minuten lang lässt es sich zurücknehmen.',
} as const;

export function sheetWords(language: string) {
  return /^de\b/i.test(language) ? de : en;
}
