/** One's own account, as its screen shows it. */
export type OwnAccount = {
  name: string;
  email: string;
  role: string;
  app: boolean;
  /** The role must take a second step. */
  appRequired: boolean;
  recoveryCodesLeft: number;
  password: boolean;
  passkeys: { id: number; name: string; madeAt: number | null }[];
  sessions: SessionEntry[];
};

export type SessionEntry = {
  id: number;
  way: string;
  device: string;
  from: string;
  madeAt: number;
  seenAt: number;
  here: boolean;
};
