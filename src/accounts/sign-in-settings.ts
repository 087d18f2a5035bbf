import type { Role } from './staff.ts';

/** The settings that sign-in goes by, as the paper's settings hold them. */
export type SignInSettings = {
  readonly name: string;
  readonly language: string;
  readonly proxies: readonly string[];
  readonly secondStepRoles: readonly Role[];
  readonly providerAddress: string;
  readonly providerName: string;
  readonly providerClient: string;
  readonly providerSecret: string;
};
