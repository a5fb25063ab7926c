import { z } from 'zod';
import { named } from './known-names';

/** Somebody who may approve, or (role `pipeline`) the workflow that signs for reviews. */
export const personSchema = z.strictObject({
  person: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'lower-case letters, digits and dashes, 2 to 40 characters')
    .describe('Short name; files of approvals are called by it.'),
  name: z.string().min(1).max(80).describe('As colleagues know them.'),
  email: z.email().describe('The address that they write commits under; nobody approves what they wrote.'),
  roles: z.array(z.string()).default([]).describe('Roles of policy.yaml that they approve for: [brand].'),
  leads: z
    .array(z.string().meta(named('team', 'A team of platform/teams.yaml.')))
    .default([])
    .describe('Teams whose lead they stand in for; whom a team names as its lead leads it anyway.'),
  github: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'a login of GitHub')
    .optional()
    .describe('Login under which they review pull requests. Left out: they approve with a key only.'),
  keys: z
    .array(z.string().min(1))
    .default([])
    .describe('Public Ed25519 keys: a line "ssh-ed25519 AAAA...", or SPKI as PEM or base64. Never a private one.'),
});
export type Person = z.infer<typeof personSchema>;
