/** What the sign-in library and those who pass questions to it call the same things. It stands apart: the library is
 * large, and loaded only when somebody uses a passkey or the provider. */
export const AUTH_PATH = '/desk/auth';
export const PROVIDER_ID = 'provider';
/** The client's address as the door found it; nobody else's word about it is taken. */
export const CLIENT_HEADER = 'x-standfirst-client';
/** By which door somebody comes: `desk` or `paper`, told by the route that passes the question on. */
export const DOOR_HEADER = 'x-standfirst-door';
