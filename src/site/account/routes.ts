import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { AccountParts } from './door.ts';
import { mePages } from './me.route.ts';
import { signInPages } from './sign-in.route.ts';

/** Every family of pages about accounts, membership and vouchers. */
export const accountPages: readonly ((parts: AccountParts) => FastifyPluginAsyncTypebox)[] = [
  mePages,
  signInPages,
];
