import { expect, test } from 'vitest';
import { checkWebhookAddress, isInsideAddress, postOutside } from './webhooks-address.io.ts';

test.each([
  'http://example.org/hook',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://10.1.2.3/',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/',
  'https://printer.local/',
  'https://name:word@example.org/',
  'ftp://example.org/',
  'nothing',
])('a webhook may not go to %s', (address) => {
  expect(checkWebhookAddress(address, false).ok).toBe(false);
});

test('a webhook may go to the open internet, and to private networks where the paper allows it', () => {
  expect(checkWebhookAddress('https://example.org/hook?of=1', false).ok).toBe(true);
  expect(checkWebhookAddress('https://93.184.215.14/', false).ok).toBe(true);
  expect(checkWebhookAddress('http://127.0.0.1:9000/', true).ok).toBe(true);
});

test('addresses of private networks are known in each of their forms', () => {
  const inside = [
    '0.0.0.0',
    '100.64.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:7f00:1',
  ];
  expect(inside.filter((ip) => !isInsideAddress(ip))).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '2606:4700::1111'].filter(isInsideAddress)).toEqual([]);
});

test('a name that leads into a private network is not called', async () => {
  // Every machine knows this name by itself; its form would let it through.
  const call = postOutside('https://localhost.localdomain/', { headers: {}, body: '{}' }, false);
  await expect(call).rejects.toThrow();
});
