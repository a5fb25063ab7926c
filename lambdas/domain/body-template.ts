import { Liquid, type Template } from 'liquidjs';
import { COPY_LIQUID, closedEngine } from '../../contracts/copy-engine';
import type { BodyValue, Outbound, OutboundBatch, OutboundBody } from '../../contracts/vendor-outbound';
import { oncePer } from './once-per';

/** What is not known of a customer is left out of a body; which names there are, `tandem check` has made sure of. */
const liquid = closedEngine(new Liquid({ ...COPY_LIQUID, strictVariables: false }));

/** What a body is made from: facts of the message, its words, and the vendor's fields under `to`. */
export type BodyScope = Readonly<Record<string, unknown>>;
/** What one message adds to a request, rendered. */
export type BodyPart = Readonly<Record<string, unknown>>;
/** A request's body. The bytes signed are the bytes sent. */
export interface Body {
  readonly body: Uint8Array;
  readonly contentType: string;
}
/** Bodies in a vendor's shape. */
export interface BodyWriter {
  /** One message. Throws where a template does not render. */
  readonly render: (scope: BodyScope) => BodyPart;
  /** The body for one message, or for several where the vendor takes a list. */
  readonly write: (parts: readonly BodyPart[]) => Body;
}

type Written = string | number | boolean | readonly Written[] | { readonly [member: string]: Written } | undefined;
type Compiled = (scope: BodyScope) => Written;

/** A text rendered on its own; nothing at all where it renders to nothing. */
const text =
  (template: Template[]): Compiled =>
  (scope) => {
    const rendered: string = liquid.renderSync(template, scope as object);
    return rendered === '' ? undefined : rendered;
  };

const compile = (value: BodyValue): Compiled => {
  if (typeof value === 'string') return text(liquid.parse(value));
  if (typeof value !== 'object') return () => value;
  if (Array.isArray(value)) {
    const items = (value as readonly BodyValue[]).map(compile);
    return (scope) => items.map((item) => item(scope)).filter((item) => item !== undefined);
  }
  return compileMembers(value as OutboundBody['members']);
};

const compileMembers = (members: OutboundBody['members']) => {
  const compiled = Object.entries(members).map(([name, member]) => [name, compile(member)] as const);
  return (scope: BodyScope): { readonly [member: string]: Written } =>
    Object.fromEntries(
      compiled.map(([name, member]) => [name, member(scope)]).filter(([, member]) => member !== undefined),
    );
};

/** The message itself, for vendors that do not ask for a shape of their own. */
const plain = ({ decisionId: _decision, requestedAt: _requested, ...message }: BodyScope): BodyPart => message;

/** What stands beside the list is the same in every message. */
const together = (parts: readonly BodyPart[], { list }: OutboundBatch): BodyPart | readonly BodyPart[] =>
  list === undefined ? parts : { ...parts[0], [list]: parts.flatMap((part) => part[list] ?? []) };

const jsonOf = (content: unknown): Body => ({
  body: Buffer.from(JSON.stringify(content), 'utf8'),
  contentType: 'application/json; charset=utf-8',
});

const formOf = (members: BodyPart = {}): Body => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) form.append(name, String(value));
  return { body: Buffer.from(form.toString(), 'utf8'), contentType: 'application/x-www-form-urlencoded' };
};

/** A vendor's bodies, their templates parsed once; each is rendered alone, so that no customer's value can become structure. */
export const bodyWriter = oncePer(
  ({ body, batch }: Pick<Outbound, 'body' | 'batch'>): BodyWriter => ({
    render: body === undefined ? plain : compileMembers(body.members),
    write: (parts) => {
      if (batch !== undefined) return jsonOf(together(parts, batch));
      return body?.as === 'form' ? formOf(parts[0]) : jsonOf(parts[0]);
    },
  }),
);
