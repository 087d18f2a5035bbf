import { join } from 'node:path';
import type { Clock } from '#kit/clock.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { openS3Files } from '#store/s3.io.js';
import { openStore, type Store } from '#store/store.io.js';

/** What every command works on: the database and the files of one data folder. */
export type House = {
  readonly folder: string;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  /** Where it listens, once it does: what links begin with while the setting `address` is empty. */
  listening?: string;
  close(): Promise<void>;
};

/**
 * Opens a data folder. Postgres and S3 are chosen by the environment: STANDFIRST_DATABASE, and STANDFIRST_S3_BUCKET
 * with its companions; docs/settings.md lists them.
 */
export async function openHouse(
  folder: string,
  options: { readOnly?: boolean; mustExist?: boolean; environment?: NodeJS.ProcessEnv; clock?: Clock } = {},
): Promise<House> {
  const environment = options.environment ?? process.env;
  const store = await openStore({
    folder,
    databaseUrl: environment.STANDFIRST_DATABASE,
    ...(options.readOnly === undefined ? {} : { readOnly: options.readOnly }),
    ...(options.mustExist === undefined ? {} : { mustExist: options.mustExist }),
  });
  return {
    folder,
    store,
    files: openFiles(folder, environment),
    clock: options.clock ?? (() => new Date()),
    environment,
    close: () => store.close(),
  };
}

/** Files of a data folder: in it, or in the S3 store that the environment names. */
export function openFiles(folder: string, environment: NodeJS.ProcessEnv): Files {
  const bucket = environment.STANDFIRST_S3_BUCKET;
  if (!bucket) return openFolderFiles(join(folder, 'files'));
  return openS3Files({
    bucket,
    endpoint: environment.STANDFIRST_S3_ENDPOINT ?? 'https://s3.amazonaws.com',
    region: environment.STANDFIRST_S3_REGION ?? 'us-east-1',
    keyId: environment.STANDFIRST_S3_KEY_ID ?? '',
    secret: environment.STANDFIRST_S3_SECRET ?? '',
    prefix: environment.STANDFIRST_S3_PREFIX ?? '',
  });
}
