import { textsOf } from '../texts.ts';

export const partTexts = textsOf({
  en: {
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    news: 'What just happened',
    wentWrong: 'This did not work. {says}',
    lineDown: 'The server cannot be reached. Nothing you typed is lost; try again when the line is back.',
    again: 'Try again',
  },
  de: {
    close: 'Schließen',
    cancel: 'Abbrechen',
    undo: 'Rückgängig',
    news: 'Was gerade geschah',
    wentWrong: 'Das ging nicht. {says}',
    lineDown:
      'Der Server ist nicht zu erreichen. Nichts Getipptes ist verloren; versuchen Sie es wieder, wenn die Leitung steht.',
    again: 'Noch einmal',
  },
});
