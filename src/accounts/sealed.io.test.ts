import { expect, test } from 'vitest';
import { seal, unseal } from './sealed.io.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.ts';

test('what is sealed is read with the same secret alone, and never twice alike', () => {
  const sealed = seal('JBSWY3DPEHPK3PXP', 'house');
  expect(unseal(sealed, 'house')).toBe('JBSWY3DPEHPK3PXP');
  expect(sealed).not.toBe(seal('JBSWY3DPEHPK3PXP', 'house'));
  expect(() => unseal(sealed, 'other')).toThrow();
  expect(() => unseal(`${sealed.slice(0, -4)}AAAA`, 'house')).toThrow();
});

test('a session’s cookie is secure where the paper is, and read where its signature is ours', () => {
  const header = setSessionCookie('token', 'house', 'https://paper.example');
  expect(header).toMatch(/^__Secure-standfirst\.session_token=.*; HttpOnly; SameSite=Lax; Secure$/);
  expect(setSessionCookie('token', 'house', 'http://127.0.0.1:8080')).not.toContain('Secure');
  const cookie = header.split(';')[0];
  expect(readSessionCookie(cookie, 'house')).toBe('token');
  expect(readSessionCookie(cookie, 'other')).toBeUndefined();
  expect(readSessionCookie('x'.repeat(20_000), 'house')).toBeUndefined();
});
