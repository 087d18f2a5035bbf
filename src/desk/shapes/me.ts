import type { Right, Role } from '#accounts/staff.js';

/** Who is at the desk, and of which paper. `zone` is an IANA name, `language` BCP 47. */
export type Me = {
  id: number;
  name: string;
  email: string;
  role: Role;
  rights: Right[];
  paper: { name: string; address: string; language: string; zone: string };
};
