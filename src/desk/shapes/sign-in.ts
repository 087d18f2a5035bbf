/**
 * Where somebody stands at the desk's door.
 *
 * is        'out': nobody; 'second-step': a code of the app is due; 'set-up': an app must be set up first; 'in'
 * provider  what the sign-in provider is called, null without one
 * first     there is no account yet: whoever runs the machine has a link that makes the first
 */
export type DoorState = {
  is: 'out' | 'second-step' | 'set-up' | 'in';
  name: string | null;
  paper: string;
  language: string;
  provider: string | null;
  first: boolean;
};

/** What a link from a letter or from the command line is for. */
export type LinkLook = { is: 'first' } | { is: 'sign-in'; name: string } | { is: 'over' };

/** What has to be typed or scanned into the app. `picture` is an SVG as a data address. */
export type SecondStepOffer = { secret: string; picture: string };

export type RecoveryCodes = { codes: string[] };
