import { isNamed } from '../../rule/decision/errors';

/** The answer of a call; undefined if AWS refuses it by an error of this name. @throws any other error */
export async function unlessRefused<T>(name: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isNamed(error, name)) return undefined;
    throw error;
  }
}
