type Sharp = typeof import('sharp')['default'];

let loaded: Promise<Sharp> | undefined;

/**
 * The picture library, loaded when the first picture needs it: it takes 22 MB and a tenth of a second. Each picture is
 * made on one thread and nothing is cached, so that memory stays small and pages are served meanwhile.
 */
export function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return loaded;
}
