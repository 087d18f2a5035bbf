import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';

/**
 * The validator compiler of every door. What a route takes is compiled when it is first asked: there are hundreds of
 * routes, each costs time at the start and memory for good, and on most days few of them are used.
 */
export const checkWhenAsked: typeof TypeBoxValidatorCompiler = (route) => {
  let check: ReturnType<typeof TypeBoxValidatorCompiler> | undefined;
  return (value) => {
    check ??= TypeBoxValidatorCompiler(route);
    return check(value);
  };
};
