import type { IncomingHttpHeaders } from 'node:http';
import type { Staff } from './staff.ts';

/** Somebody at the desk: who, and by which session, so that this one session can be ended. */
export type SignedIn = { readonly staff: Staff; readonly session: string };

/** Tells from a request's headers who is at the desk; undefined for everybody else. Cheap: asked at every request. */
export type FindSignedIn = (headers: IncomingHttpHeaders) => Promise<SignedIn | undefined>;
