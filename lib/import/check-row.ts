import { PLATFORM_EVENT } from '../../contracts/names';
import { nearest } from '../messages/nearest';
import type { Mistake } from './codes';
import type { ImportCall } from './edge-code';
import { faultOfTime } from './instant';
import { STATUSES } from './kinds';
import type { Row } from './read-rows';
import { callOf, type Placed, type RowCells, sortCells, textOf } from './row-cells';
import { RowReport } from './row-report';
import type { EventRules, RowRules } from './row-rules';
import { allowedBy, KIND_WORDS, shapeOf } from './words';

/** A row as the call it stands for, with everything that is wrong with it. */
export interface CheckedRow {
  readonly call: ImportCall;
  readonly mistakes: readonly Mistake[];
}

/** Judges one row: its own columns first, with what each allows; what is left, by the edge's verdict on the call. */
export const checkRow = (row: Row, rules: RowRules): CheckedRow => {
  const sorted = sortCells(row, rules);
  const name = rules.kind.eventOf(textOf(sorted.status));
  const event = rules.events.get(name);
  if (event === undefined) throw new Error(`The catalog has no event "${name}".`);
  const call = callOf(name, event, sorted, rules);
  const report = new RowReport(row.line);
  checkTime(sorted, rules, report);
  checkStatus(sorted, rules, report);
  checkNames(name, sorted, rules, report);
  const values = new Map([...sorted.traits, ...sorted.properties]);
  for (const [property, placed] of values) checkValue(property, placed, event, rules, report);
  for (const [id, placed] of Object.entries(sorted.ids)) checkIdentifier(id, placed, rules, report);
  checkSchema(call, values, event, rules, report);
  if (report.mistakes.length === 0) checkVerdict(call, values, rules, report);
  return { call, mistakes: report.mistakes };
};

const checkTime = ({ at }: RowCells, { defaultAt, now, judge }: RowRules, report: RowReport): void => {
  if (at === undefined) {
    if (defaultAt !== undefined) return;
    report.add('import.value', undefined, 'the row does not say since when it holds', 'Fill in `at`, or give --at.');
    return;
  }
  const fault = faultOfTime(at.value, now);
  if (fault === undefined) return;
  report.add('import.value', at, `found ${shapeOf(at.value, judge)}; ${fault}`, 'Write when the fact came to hold.');
};

const checkStatus = ({ status }: RowCells, { kind, judge }: RowRules, report: RowReport): void => {
  if (!kind.hasStatus || (typeof status?.value === 'string' && Object.hasOwn(STATUSES, status.value))) return;
  const found = status === undefined ? 'nothing' : shownOr(status.value, judge);
  const allowed = Object.keys(STATUSES).join(', ');
  report.add('import.value', status, `found ${found}; allowed: ${allowed}`, 'Write one of the allowed words.');
};

/** Purposes and channels that nobody knows would be kept and never asked for. */
const checkNames = (
  event: string,
  { properties }: RowCells,
  { purposes, channels, judge }: RowRules,
  report: RowReport,
): void => {
  const every = event === PLATFORM_EVENT.consentWithdrawn ? ['*'] : [];
  for (const [property, known] of [
    ['purpose', purposes],
    ['channel', channels],
  ] as const) {
    const placed = properties.get(property);
    const value = textOf(placed);
    if (placed === undefined || value === undefined || [...known, ...every].includes(value)) continue;
    const close = nearest(value, known);
    const fix = close === undefined ? 'Write one of the allowed names.' : `Did you mean "${close}"?`;
    const message = `found ${shownOr(value, judge)}; allowed: ${[...known, ...every].join(', ')}`;
    report.add('import.value', placed, message, fix);
  }
};

const checkValue = (property: string, placed: Placed, event: EventRules, rules: RowRules, report: RowReport): void => {
  const { judge, identifiers } = rules;
  const declared = event.properties[property]?.['x-pii'] ?? identifiers.get(property);
  const kind = declared as keyof typeof KIND_WORDS | undefined;
  if (kind !== undefined) {
    const fits = judge.spells(kind, placed.value) && !(NAMES.has(kind) && judge.spells('email', placed.value));
    if (fits) return;
    const message = `found ${shapeOf(placed.value, judge)}; allowed: ${KIND_WORDS[kind]}`;
    report.add('import.value', placed, message, 'Correct the value, or move it to its own column.');
    return;
  }
  const texts = [placed.value].flat().filter((value): value is string => typeof value === 'string');
  const stray = texts.map(judge.stray).find((found) => found !== undefined);
  if (stray === undefined) return;
  const message = `found ${ARTICLE[stray] ?? stray} in a column that holds no personal data`;
  report.add('import.personalData', placed, message, 'Move it to the column it belongs to, or take it out.');
};

/** Any text is a name; one that is an address of another kind stands in the wrong column all the same. */
const NAMES: ReadonlySet<string> = new Set(['name', 'address']);

const ARTICLE: Readonly<Record<string, string>> = {
  'e-mail': 'an e-mail address',
  phone: 'a phone number',
  'card-number': 'a payment card number',
};

const checkIdentifier = (from: string, placed: Placed, { judge, identifiers }: RowRules, report: RowReport): void => {
  const kind = identifiers.get(from);
  if (kind === undefined || judge.spells(kind, placed.value)) return;
  const message = `found ${shapeOf(placed.value, judge)}; allowed: ${KIND_WORDS[kind]}`;
  report.add('import.value', placed, message, 'Correct the value.');
};

const checkSchema = (
  call: ImportCall,
  values: ReadonlyMap<string, Placed>,
  { validate, properties }: EventRules,
  { judge }: RowRules,
  report: RowReport,
): void => {
  if (validate(call.properties ?? call.traits ?? {})) return;
  for (const { instancePath, keyword, params } of validate.errors ?? []) {
    const missing = (params as { missingProperty?: string }).missingProperty;
    const surplus = (params as { additionalProperty?: string }).additionalProperty;
    const property = surplus ?? instancePath.split('/')[1] ?? '';
    const placed = values.get(property);
    if (keyword === 'required') {
      report.add('import.value', undefined, `${missing} is missing; each row needs one`, 'Fill it in.');
    } else if (surplus !== undefined) {
      const message = `${call.event ?? 'the event'} has no ${property}`;
      report.add('import.value', placed, message, 'Leave the cell of this row empty.');
    } else if (placed !== undefined) {
      const found =
        properties[property]?.['x-pii'] === undefined ? shownOr(placed.value, judge) : shapeOf(placed.value, judge);
      report.add(
        'import.value',
        placed,
        `found ${found}; allowed: ${allowedBy(properties[property])}`,
        'Correct the value.',
      );
    }
  }
};

/** The edge has the last word: whatever it would refuse is a mistake here already. */
const checkVerdict = (
  call: ImportCall,
  values: ReadonlyMap<string, Placed>,
  { judge, now }: RowRules,
  report: RowReport,
): void => {
  const verdict = judge.verdict(call, now);
  if (verdict === undefined) return;
  if (verdict.reason === 'no-identifier') {
    const message =
      'the row identifies nobody; allowed: an identifier of platform/identity.yaml that it does not block';
    report.add('import.nobody', undefined, message, 'Fill in an identifier, or take the row out.');
    return;
  }
  const property = /^\/?([\w$-]+)/.exec(verdict.detail)?.[1] ?? '';
  const message = `the edge would not let it in: ${verdict.reason} (${verdict.detail})`;
  report.add('import.refused', values.get(property), message, 'Correct the value.');
};

/** A value that is no personal data, as it stands; what could be some, by its looks. */
const shownOr = (value: unknown, judge: RowRules['judge']): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 40 || judge.stray(text) !== undefined || judge.spells('email', text)
    ? shapeOf(value, judge)
    : JSON.stringify(value);
};
