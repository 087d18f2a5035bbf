import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isFault } from '#kit/fault.js';
import { hearStripe } from '#members/stripe-webhook.io.js';

/** Stripe's largest events are a good deal smaller. */
const LARGEST_BYTES = 524_288;

/**
 * Where Stripe tells what happened. The body is taken as it comes, since the signature is of its bytes. Any answer but
 * 200 means that Stripe sends it again later.
 */
export function stripeWebhook({
  members,
}: {
  members: Parameters<typeof hearStripe>[0];
}): FastifyPluginAsyncTypebox {
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LARGEST_BYTES },
      (_request, body, done) => {
        done(null, body);
      },
    );
    scope.setErrorHandler((error, _request, reply) => {
      const { statusCode } = error as { statusCode?: number };
      const status = isFault(error) ? error.status : (statusCode ?? 500);
      const code = isFault(error) ? error.code : 'failed';
      return reply.code(status).send({ error: code });
    });
    scope.post('/account/stripe', async (request) => {
      const { 'stripe-signature': signature } = request.headers;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const given = Array.isArray(signature) ? signature.join(',') : signature;
      return hearStripe(members, { body, signature: given });
    });
  };
}
