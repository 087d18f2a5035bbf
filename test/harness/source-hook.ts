/** For `node --import`: `#room/file.js` means src/room/file.ts, as in the tests themselves. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const root = pathToFileURL(`${import.meta.dirname}/../../`);

registerHooks({
  resolve(specifier, context, next) {
    const found = /^#(?:(harness)\/)?(.+)\.js$/.exec(specifier);
    if (!found) return next(specifier, context);
    const folder = found[1] ? 'test/harness' : 'src';
    return next(new URL(`${folder}/${found[2]}.ts`, root).href, context);
  },
});
