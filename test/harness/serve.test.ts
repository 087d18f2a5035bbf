import { expect, test } from 'vitest';
import { newCheckout } from './checkout.ts';
import { standfirst } from './command.ts';
import { newFolder } from './folder.ts';
import { serve } from './serve.ts';

const cli = `import { createServer } from 'node:http';
const folder = process.argv[4];
process.once('SIGTERM', () => process.exit(0));
const server = createServer((_request, response) => { response.end(folder); }).listen(0, '127.0.0.1', () => {
  console.log('Reading at http://127.0.0.1:' + server.address().port + '/');
});
`;

test('a served folder answers, stops in order, can be killed, and is served again', async () => {
  const checkout = await newCheckout({ 'src/main/cli.ts': cli });
  const folder = await newFolder('data');
  const first = await serve(folder, [], { checkout });
  expect(await (await fetch(first.url)).text()).toBe(folder);
  expect(await first.stop()).toBe(0);
  const second = await serve(folder, [], { checkout });
  expect(second.printed()).toContain(second.url);
  await second.kill();
  await expect(fetch(second.url)).rejects.toThrow();
});

test('a serve that ends at once says what it said, and a command tells its exit code', async () => {
  const checkout = await newCheckout({ 'src/main/cli.ts': `console.error('No room.'); process.exit(1);` });
  await expect(serve(await newFolder('data'), [], { checkout })).rejects.toThrow('No room.');
  expect(await standfirst(['refuse'], { checkout })).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'No room.\n',
  });
});
