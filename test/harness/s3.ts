import S3rver from '@20minutes/s3rver';
import { newFolder } from './folder.ts';

export type S3 = AsyncDisposable & {
  /** http://127.0.0.1:PORT; the bucket is the first part of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
};

/** Starts a server that speaks S3, signatures included, with one empty bucket. */
export async function startS3(): Promise<S3> {
  const bucket = 'paper';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: await newFolder('s3'),
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  const stop = async () => {
    server.httpServer.closeAllConnections();
    await server.close();
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
