import { Liquid, type Template } from 'liquidjs';
import { COPY_LIQUID, closedEngine } from '../../contracts/copy-engine';
import type { BodyValue, OutboundBody } from '../../contracts/vendor-outbound';

/** What is not known of a customer is left out of a body; which names there are, `tandem check` has made sure of. */
const liquid = closedEngine(new Liquid({ ...COPY_LIQUID, strictVariables: false }));

/** What a body is made from: facts of the message, its words, and the vendor's fields under `to`. */
export type BodyScope = Readonly<Record<string, unknown>>;
/** A body in the vendor's own shape. Throws where a template does not render. */
export type WriteBody = (scope: BodyScope) => { readonly body: Uint8Array; readonly contentType: string };

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
  const members = Object.entries(value).map(([name, member]) => [name, compile(member)] as const);
  return (scope) =>
    Object.fromEntries(
      members.map(([name, member]) => [name, member(scope)]).filter(([, member]) => member !== undefined),
    );
};

const formOf = (members: Written): string => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members ?? {})) form.append(name, String(value));
  return form.toString();
};

/** A vendor's body, its templates parsed once; each is rendered alone, so that no customer's value can become structure. */
export const compileBody = ({ as, members }: OutboundBody): WriteBody => {
  const write = compile(members);
  return (scope) =>
    as === 'json'
      ? { body: Buffer.from(JSON.stringify(write(scope)), 'utf8'), contentType: 'application/json; charset=utf-8' }
      : { body: Buffer.from(formOf(write(scope)), 'utf8'), contentType: 'application/x-www-form-urlencoded' };
};
