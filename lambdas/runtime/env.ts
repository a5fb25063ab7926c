/** A variable the function cannot start without is missing. */
export class MissingEnvError extends Error {
  readonly code = 'env.missing';
  readonly retryable = false;

  constructor(readonly variable: string) {
    super(`Environment variable ${variable} is required; the stack sets it on the function.`);
    this.name = 'MissingEnvError';
  }
}

/** The value of an environment variable; throws with its name where it is missing or empty. */
export const requiredEnv = (name: string, env: NodeJS.ProcessEnv = process.env): string => {
  const value = env[name];
  if (value === undefined || value === '') throw new MissingEnvError(name);
  return value;
};

/** The value of an environment variable that only some stages set; empty counts as unset. */
export const optionalEnv = (name: string, env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env[name] === '' ? undefined : env[name];
