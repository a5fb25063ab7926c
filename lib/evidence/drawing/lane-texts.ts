import type { FlowNode } from '../data-flow-schema';
import { type Personal, told } from './ink';
import type { Lane, Start } from './lanes';
import { personalOf, type Way } from './rooms';

/** Something that a lane says left or right of its function. */
export interface Said {
  readonly text: string;
  /** What follows in a quieter colour. */
  readonly more?: string;
  readonly personal: Personal;
  /** All that it stands for, in words. */
  readonly title: string;
}

/** One line into a function: who, and by what way. */
export interface Lead {
  readonly who: readonly Said[];
  readonly by: Said;
}

const titleOf = (ways: readonly Way[]): string =>
  ways.map(({ edge, from, to }) => told(from.name, edge, to.name)).join('\n');

/** What sets a function in motion. */
export const leadsOf = ({ starts }: Lane): readonly Lead[] =>
  starts.map(({ way, behind }) => ({
    who: way.from.kind === 'entry' ? callers(behind) : senders(behind),
    by: { text: wayName(way.from), personal: way.edge.personal, title: titleOf([way]) },
  }));

const wayName = ({ kind, name }: Start['way']['from']): string => {
  if (kind === 'transport') return `queue ${name}`;
  if (kind === 'store') return `changes of ${name}`;
  return kind === 'function' ? `called by ${name}` : name;
};

/** Callers that may send the same are told as one. */
const callers = (ways: readonly Way[]): readonly Said[] => {
  const groups = groupedBy(ways, ({ edge, from }) => JSON.stringify([from.caller, edge.what]));
  return groups.map((own) => ({
    text: own.map(({ from }) => callerName(from)).join(', '),
    more: own[0]?.edge.what.join(', ') ?? '',
    personal: personalOf(own),
    title: titleOf(own),
  }));
};

const callerName = ({ caller, name }: FlowNode): string => (caller === 'token' ? `with a token for ${name}` : name);

const senders = (ways: readonly Way[]): readonly Said[] =>
  groupedBy(ways, ({ edge }) => edge.personal).map((own) => ({
    text: own.map(({ from }) => from.name).join(', '),
    personal: personalOf(own),
    title: titleOf(own),
  }));

/** Whom a function hands on to: vendors a line each, with the fields that they get; queues together. */
export const handsOf = ({ hands }: Lane): readonly Said[] =>
  groupedBy(hands, ({ to, edge }) => JSON.stringify(to.kind === 'recipient' ? to.id : [to.kind, edge.personal])).map(
    (own) => {
      const [first] = own;
      const names = own.map(({ to }) => to.name).join(', ');
      const said = { personal: personalOf(own), title: titleOf(own) };
      if (first?.to.kind === 'recipient')
        return { ...said, text: `vendor ${names}:`, more: first.edge.what.join(', ') };
      const kind = first?.to.kind === 'transport' ? 'queue' : 'function';
      return { ...said, text: `${kind}${own.length > 1 ? 's' : ''} ${names}` };
    },
  );

const groupedBy = (ways: readonly Way[], keyOf: (way: Way) => string): readonly (readonly Way[])[] => {
  const groups = new Map<string, Way[]>();
  for (const way of ways) groups.set(keyOf(way), [...(groups.get(keyOf(way)) ?? []), way]);
  return [...groups.values()];
};
