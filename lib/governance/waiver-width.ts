import type { Waiver } from '../../contracts/platform';

/** What a waiver excuses: a resource, or a launch, whose type is `launch`. */
export interface Excused {
  /** Construct path. */
  readonly path: string;
  /** CloudFormation type, or `launch`. */
  readonly type: string;
}

/**
 * Why a waiver is too wide. `everything`: its path names no launch, or nothing below a stack, so that it would excuse what
 * nobody has made yet. `rooms`: it excuses the platform and launches alike. `types`: without a finding, it excuses several
 * kinds of resources, of which one reason cannot be true.
 */
export type WidthFault = 'everything' | 'rooms' | 'types';

/** Why the path of a waiver is too wide whatever it meets. */
export const pathFault = ({ path }: Pick<Waiver, 'path'>, onLaunches: boolean): WidthFault | undefined => {
  const segments = path.split('/');
  const telling = onLaunches ? segments : segments.slice(1).filter((segment) => segment !== 'Resource');
  return telling.some((segment) => /[^*]/.test(segment)) ? undefined : 'everything';
};

/** Everything for which a waiver is too wide, given all that it excuses; nothing where it is as narrow as it can be. */
export const widthFaults = (waiver: Waiver, excused: readonly Excused[]): readonly WidthFault[] => {
  const onLaunches = excused.some(({ type }) => type === 'launch');
  const path = pathFault(waiver, onLaunches);
  if (path !== undefined) return [path];
  const rooms = new Set(excused.map((one) => isOfLaunch(one.path)));
  const types = new Set(excused.map(({ type }) => type));
  return [
    ...(rooms.size > 1 ? ['rooms' as const] : []),
    ...(types.size > 1 && waiver.finding === undefined ? ['types' as const] : []),
  ];
};

/** Stacks of launches are named so, and no other may be: `stageId` of contracts/platform.ts. */
const isOfLaunch = (path: string): boolean => /-launch-[^/]*(\/|$)/.test(path.split('/')[0] ?? '');
