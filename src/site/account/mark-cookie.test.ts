import { expect, test } from 'vitest';
import { setSessionCookie } from '#accounts/session-cookie.js';
import { markBeside } from './mark-cookie.ts';

const begin = setSessionCookie('token', 'secret', 'https://paper.example');
const end = setSessionCookie('', 'secret', 'https://paper.example');

test('a browser is marked with its first cookie of ours, and the mark goes with the session', () => {
  expect(markBeside([], 'https://paper.example')).toEqual([]);
  expect(markBeside([begin], 'https://paper.example')[0]).toMatch(/^standfirst\.here=1; .*Secure$/);
  expect(markBeside(['standfirst.meter=x; Path=/'], 'http://127.0.0.1')[0]).toMatch(/^standfirst\.here=1;/);
  expect(markBeside([end], 'https://paper.example')[0]).toMatch(/^standfirst\.here=; Max-Age=0/);
});
