import type { Request } from '../../../contracts/request';
import { approvalFinding } from '../../approval';
import { type AnswerTimes, answerTimes, hoursBetween, readRequests, writeRequest } from '../../approval/requests';
import { say } from '../../messages';
import { type Answer, refuse } from '../answer';
import { type Context, EnvironmentError } from '../context';
import { table } from '../table';
import { toSeconds } from './approve/statement';

/** Which request is answered, and how. */
export interface Answering {
  readonly id: string;
  readonly yes?: boolean;
  readonly no?: boolean;
  readonly reason?: string;
}

/** What IT was asked for, what it answered, and how long that took. */
export const requests = ({ root, now }: Context): Answer => {
  const all = readRequests(root);
  const times = answerTimes(all);
  const today = toSeconds(now());
  return {
    data: { requests: all.map((one) => ({ ...one, hours: hoursOf(one, today) })), ...times },
    lines: [
      ...table(
        ['request', 'asks for', 'state', 'after'],
        all.map((one) => [one.id, one.what, stateOf(one), span(hoursOf(one, today))]),
      ),
      '',
      summary(times),
    ],
  };
};

/** Writes IT's answer to a request; one that was given stays. */
export const answer = (context: Context, { id, yes, no, reason }: Answering): Answer => {
  if ((yes === true) === (no === true)) throw new EnvironmentError('Give --yes or --no.');
  if (reason === undefined || reason.trim() === '') throw new EnvironmentError('Give --reason, for whoever asked.');
  const request = readRequests(context.root).find((one) => one.id === id);
  if (request === undefined || request.answer !== undefined) {
    const words = request === undefined ? say('request.unknown', { id }) : say('request.unknown.answered', { id });
    return refuse(approvalFinding('approvals/requests', words));
  }
  const at = toSeconds(context.now());
  const answered = { granted: yes === true, reason, by: context.gitEmail() ?? context.by, at };
  const file = writeRequest(context.root, { ...request, answer: answered });
  return {
    data: { id, ...answered },
    lines: [
      `${file} says ${answered.granted ? 'yes' : 'no'}, ${span(hoursBetween(request.at, at))} after it was asked. Commit and push it.`,
    ],
  };
};

const stateOf = ({ answer: given }: Request): string => {
  if (given === undefined) return 'open';
  return `${given.granted ? 'yes' : 'no'}: ${given.reason}`;
};

const hoursOf = ({ at, answer: given }: Request, today: string): number => hoursBetween(at, given?.at ?? today);

const summary = ({ answered, open, medianHours }: AnswerTimes): string =>
  medianHours === undefined
    ? `${open} open, none answered.`
    : `${open} open, ${answered} answered; half of them within ${span(medianHours)}.`;

const span = (hours: number): string => (hours < 48 ? `${hours} h` : `${Math.round(hours / 2.4) / 10} days`);
