import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CustomerExport, ExportPage, Subject } from '../../../../contracts/subject-rights';
import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { ask } from './ask';
import { exportPage } from './export-page';

/** Readable by whoever asked for it, and by nobody else on the machine. */
const PRIVATE = { mode: 0o600 } as const;

/** Writes everything held about a customer: `customer.json` for programs, `customer.html` for the customer. */
export const exportCustomer = async (context: Context, subject: Subject, out: string): Promise<Answer> => {
  const first = await ask<CustomerExport>(context, 'export', subject);
  if (first.refused !== undefined) return first.refused;
  const { next: _next, ...whole } = first.body;
  const events = [...first.body.events];
  for (let { next } = first.body; next !== undefined; ) {
    const page = await ask<ExportPage>(context, 'export', { ...subject, after: next });
    if (page.refused !== undefined) return page.refused;
    events.push(...page.body.events);
    next = page.body.next;
  }
  const held: CustomerExport = { ...whole, events };
  const folder = resolve(context.cwd, out);
  mkdirSync(folder, { recursive: true });
  const files = { json: resolve(folder, 'customer.json'), html: resolve(folder, 'customer.html') };
  writeFileSync(files.json, `${JSON.stringify(held, null, 2)}\n`, PRIVATE);
  writeFileSync(files.html, exportPage(held, context.platform.organisation), PRIVATE);
  return {
    data: { files, events: events.length, decisions: held.decisions.length },
    lines: [
      `${events.length} events, ${held.decisions.length} decisions, ${held.consentLog.length} consents and ${held.messages.length} messages.`,
      `  ${files.json}`,
      `  ${files.html}`,
    ],
  };
};
