import type { CustomerExport } from '../../../../contracts/subject-rights';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 1);
const cell = (value: unknown): string => {
  const text = escaped(textOf(value));
  return typeof value === 'object' && value !== null ? `<td><pre>${text}</pre></td>` : `<td>${text}</td>`;
};

/** A section with a table; says so where there is nothing. */
const section = (title: string, heading: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  if (rows.length === 0)
    return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>Nothing.</p></section>`;
  const head = heading.map((name) => `<th scope="col">${name}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title} (${rows.length})</h2>
<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div></section>`;
};

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8886; }
pre { margin: 0; white-space: pre-wrap; font-size: .85em; }
.wide { overflow-x: auto; }
@media print { body { margin: 0; max-width: none; } }`;

/** Everything held about a customer as one page: no script, nothing loaded from anywhere, readable on paper. */
export const exportPage = (held: CustomerExport, organisation: string): string => {
  const { profile } = held;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What ${escaped(organisation)} holds about you</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>What ${escaped(organisation)} holds about you</h1>
<p>As of ${escaped(held.exportedAt)}. ${profile.restricted ? 'Your data is stored and otherwise left alone.' : ''}</p>
${section(
  'Identifiers',
  ['Kind', 'Value', 'Since'],
  profile.identifiers.map(({ type, value, since }) => [type, value ?? '(erased)', since]),
)}
${section(
  'What we know',
  ['What', 'Value', 'Told at', 'By'],
  Object.entries(profile.traits).map(([name, { value, at, from }]) => [name, value, at, from]),
)}
${section(
  'Groups you are in',
  ['Group'],
  [...profile.audiences, ...profile.lists].map((name) => [name]),
)}
${section(
  'Consent in force',
  ['Purpose and channel', 'Status', 'Since', 'Notice'],
  Object.entries(profile.consent).map(([name, { status, at, noticeVersion }]) => [name, status, at, noticeVersion]),
)}
${section(
  'Everything you said about consent',
  ['When', 'What', 'Purpose', 'Channel', 'How', 'Notice'],
  held.consentLog.map((one) => [one.at, one.event, one.purpose, one.channel, one.method, one.noticeVersion]),
)}
${section(
  'Who received what',
  ['Company', 'Kept in', 'Fields', 'Messages', 'Agreement'],
  held.vendors.map(({ vendor, residency, fields, messages, agreement }) => [
    vendor,
    residency.join(', '),
    fields.join(', '),
    messages.map(({ at, launch, state }) => `${at} ${launch}: ${state}`),
    agreement,
  ]),
)}
${section(
  'What happened',
  ['When', 'What', 'From', 'Details', 'Kept until'],
  held.events.map(({ occurredAt, event, source, properties, keptUntil }) => [
    occurredAt,
    event,
    source,
    properties,
    keptUntil,
  ]),
)}
${section(
  'What we decided',
  ['Decision', 'From what'],
  held.decisions.map(({ decision, inputs }) => [decision, inputs]),
)}
${section(
  'Messages counted for you',
  ['Sent', 'First contacts'],
  held.ledgers.map(({ sends, exposures }) => [sends, exposures]),
)}
${section(
  'Set aside because something was wrong',
  ['Payload'],
  held.quarantined.map((payload) => [payload]),
)}
${section(
  'Personal values we keep apart',
  ['Value'],
  held.values.map((value) => [value]),
)}
${section(
  'Earlier erasures',
  ['Kind', 'When', 'Receipt'],
  held.erasures.map(({ type, erasedAt, receipt }) => [type, erasedAt, receipt]),
)}
${section(
  'Where it is, and for how long',
  ['Store', 'Holds', 'Kept'],
  held.stores.map(({ store, holds, kept }) => [store, holds, kept]),
)}
</main>
</body>
</html>
`;
};
