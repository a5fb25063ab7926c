import type { LaunchDefinition } from '../../contracts/decision';
import { type RegisteredTester, registered, type Tester } from '../../contracts/tester';
import type { TestPorts } from '../../lambdas/handlers/deliver-message/deliver-test';

/** Somebody of the fixtures' team. */
export const TESTER = { name: 'Robin', email: 'robin@harvest-lane.example', phone: '+12025550190' } as const;
export const TEAM = 'retail-marketing';

interface Given {
  readonly testers?: readonly RegisteredTester[];
  readonly reachableBy?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
}

/** What tests keep, in memory; the peer of `createTestDefinitions` and `createTesters`. */
export const createMemoryTests = ({
  testers = [registered(TEAM, TESTER)],
  reachableBy = {},
  baseUrl = 'https://shop.example/preferences',
}: Given = {}) => {
  const definitions = new Map<string, LaunchDefinition>();
  const kept = new Map<string, Tester>();
  const ports: TestPorts = {
    testers,
    loadTester: async (id) => structuredClone(kept.get(id)),
    loadTestDefinition: async (launch, hash) => structuredClone(definitions.get(`${launch} ${hash}`)),
    wayOut: { baseUrl, types: [{ type: 'email', priority: 2, kind: 'email', from: 'email' }], reachableBy },
  };
  return {
    ports,
    saveTester: async (id: string, tester: Tester): Promise<void> => {
      kept.set(id, tester);
    },
    saveTestDefinition: async (definition: LaunchDefinition): Promise<void> => {
      definitions.set(`${definition.launch} ${definition.hash}`, definition);
    },
    /** Addresses that are kept now. */
    kept: (): readonly Tester[] => [...kept.values()],
  };
};
