import { createHash } from 'node:crypto';

/** Somebody of a team who may be sent tests, as `platform/teams.yaml` names them. */
export interface Tester {
  /** Unique in the team; copy takes it for the first name. */
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** A tester as functions know one: nobody is named, and nobody can be written to by it. */
export interface RegisteredTester {
  readonly tester: string;
  readonly team: string;
  /** Digests of the addresses, by the trait that they stand for. */
  readonly addresses: Readonly<Record<string, string>>;
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('base64url');

/** A tester's addresses in one writing, by the trait that they stand for. */
export const testerAddresses = ({ email, phone }: Omit<Tester, 'name'>): Readonly<Record<string, string>> => ({
  ...(email !== undefined && { email: email.trim().toLowerCase() }),
  ...(phone !== undefined && { phone: phone.trim() }),
});

/** What messages call a tester. The name is part of it: whoever has the id and a name knows whether they belong together. */
export const testerId = (team: string, name: string): string => `tester_${digest(team, name).slice(0, 22)}`;

/** A tester as the registry of functions has them. */
export const registered = (team: string, { name, ...addresses }: Tester): RegisteredTester => {
  const tester = testerId(team, name);
  return {
    tester,
    team,
    addresses: Object.fromEntries(
      Object.entries(testerAddresses(addresses)).map(([trait, value]) => [trait, digest(tester, trait, value)]),
    ),
  };
};
