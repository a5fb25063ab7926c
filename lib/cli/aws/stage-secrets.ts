import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Secrets of a stage that are no vendor's, by their name below the stage's own. */
export interface StageSecrets {
  /** Its text; undefined where there is none. */
  readonly read: (name: string) => Promise<string | undefined>;
}

/** The secrets of a stage (`/<prefix>/<stage>`); every call opens and closes its own connection. */
export const createStageSecrets = (region: string, path: string): StageSecrets => ({
  read: async (name) => {
    const manager = new SecretsManagerClient({ region, maxAttempts: 3 });
    try {
      const { SecretString: text } = await manager.send(
        new GetSecretValueCommand({ SecretId: `${path.slice(1)}/${name}` }),
      );
      return text;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    } finally {
      manager.destroy();
    }
  },
});
