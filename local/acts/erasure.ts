import { setTimeout as sleep } from 'node:timers/promises';
import type { ErasureAnswer } from '../../contracts/subject-rights';
import { syntheticPerson } from '../panel/person';
import type { PublicApi } from '../public-api';
import type { Erasure } from '../report/model';

const POLL_MS = 300;
const TIMEOUT_MS = 60_000;

/** Somebody who got a message asks to be forgotten; waits for the signed receipt, and tells the one there is when time is up. */
export const eraseHousehold = async (api: PublicApi, token: string, household: number): Promise<Erasure> => {
  const post = async (body: object): Promise<ErasureAnswer> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await api.request('POST', '/v1/customers/erase', JSON.stringify(body), headers);
    if (answer.status >= 300) throw new Error(`/v1/customers/erase answered ${answer.status}.`);
    return answer.body as ErasureAnswer;
  };
  const deadline = Date.now() + TIMEOUT_MS;
  let { receipt, genuine } = await post({ type: 'email', value: syntheticPerson(household).email });
  while (receipt.step !== 'done' && Date.now() < deadline) {
    await sleep(POLL_MS);
    ({ receipt, genuine } = await post({ receipt: receipt.receipt }));
  }
  return { household, receipt, genuine: genuine === true };
};
