import type { Known } from '../../../plan/plan';
import { EnvironmentError } from '../../context';

/** What a stage answers, or why it does not. Only what AWS or the machine refuses is told; a defect is still an error. */
export const known = async <T>(ask: () => Promise<T>): Promise<Known<T>> => {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { known: false, why: error.message.replace(/\.$/, '') };
  }
};

/** Errors of the AWS SDK say what they are by their metadata. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof EnvironmentError || (error instanceof Error && '$metadata' in error);
